package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.resource.RegistryImages;

/** What decides about those children of a LocalRegistry that are more than a function of its spec. */
record ChildMakers(
        RegistryCertificates certificates,
        UsersIssuer users,
        GatewayLogin login,
        Tenants tenants,
        AccessPlanner access,
        BucketSecrets bucketSecrets,
        RegistryImages images) {}
