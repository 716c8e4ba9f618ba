package dev.onggi.operator.imagebuild.resource;

import dev.onggi.operator.model.ImageUser;

/**
 * The image that a workload runs.
 *
 * @param reference full reference by digest
 * @param user who it runs as
 * @param populate image with the program that fills empty volumes ({@link PopulateContainer#image})
 */
public record WorkloadImage(String reference, ImageUser user, String populate) {}
