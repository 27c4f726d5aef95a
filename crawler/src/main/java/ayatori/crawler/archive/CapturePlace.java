package ayatori.crawler.archive;

/**
 * Where the records of a capture are: one after another in a file of an archive.
 *
 * @param folder the folder of the file, as the process that wrote it names it
 * @param file the name of the file
 * @param offset where the first record begins
 * @param length how many bytes all of them take
 * @param checksum the CRC-32C of these bytes
 */
public record CapturePlace(String folder, String file, long offset, long length, long checksum) {}
