package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.gateway.api.CatalogImage;
import java.io.IOException;
import java.util.List;

/** Says which images the registry has. */
public interface ImageCatalog {

    /**
     * The images that match, by repository and then by tag. Reads the storage, so it is not for an event loop.
     *
     * @throws IOException where the storage cannot be read; the message is for a person
     */
    List<CatalogImage> images(ImageQuery query) throws IOException;
}
