package ayatori.crawler;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a crawl is archived, if {@link OutputFormat#WARC} is among its formats. A part of {@link CrawlOutput}, whose builder
 * sets it.
 *
 * @param fileBytes the size at which an archive file is ended and the next one begun
 * @param prefix what the names of the files begin with
 * @param zstd whether the files are {@code .warc.zst} in place of {@code .warc.gz}
 * @param dictionary a zstd dictionary for {@code .warc.zst}, which each file then holds; null for none
 * @param maxBody how many bytes of one answer are archived
 * @param keepSecrets whether the values of Authorization and Cookie stay in the records of requests
 * @param operator who runs the crawl and how to reach them; null to say nothing
 * @param dedupeAgainst archives, crawl folders and CDXJ indexes whose bodies are referred to, not repeated
 * @param blockDigests whether records of answers have a digest of the whole block, beside that of the payload
 */
public record CrawlArchive(
        long fileBytes,
        String prefix,
        boolean zstd,
        @Nullable Path dictionary,
        long maxBody,
        boolean keepSecrets,
        @Nullable String operator,
        List<Path> dedupeAgainst,
        boolean blockDigests) {
    /** The defaults. */
    public static final CrawlArchive DEFAULT =
            new CrawlArchive(1_000_000_000, "ayatori", false, null, 1_000_000_000, false, null, List.of(), false);

    /** Checks the sizes and the prefix. */
    public CrawlArchive {
        Check.atLeast(1, fileBytes, "the size of an archive file");
        Check.atLeast(1, maxBody, "the most bytes of an answer that are archived");
        if (!prefix.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "The prefix of archive files is made of ASCII letters, digits, dots, hyphens"
                            + " and underscores, at most 100, and begins with a letter or a digit.");
        }
        if (operator != null && operator.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The operator is one line of text.");
        }
        if (dictionary != null && !zstd) {
            throw new IllegalArgumentException("A dictionary is for archives that are compressed by zstd.");
        }
        dedupeAgainst = List.copyOf(dedupeAgainst);
    }

    /** The same with another size of files. */
    public CrawlArchive withFileBytes(long bytes) {
        return new CrawlArchive(
                bytes, prefix, zstd, dictionary, maxBody, keepSecrets, operator, dedupeAgainst, blockDigests);
    }

    /** The same with another prefix. */
    public CrawlArchive withPrefix(String newPrefix) {
        return new CrawlArchive(
                fileBytes, newPrefix, zstd, dictionary, maxBody, keepSecrets, operator, dedupeAgainst, blockDigests);
    }

    /** The same with files compressed by zstd, or by gzip. */
    public CrawlArchive withZstd(boolean isZstd) {
        return new CrawlArchive(
                fileBytes,
                prefix,
                isZstd,
                isZstd ? dictionary : null,
                maxBody,
                keepSecrets,
                operator,
                dedupeAgainst,
                blockDigests);
    }

    /** The same with files compressed by zstd with a dictionary. */
    public CrawlArchive withDictionary(Path file) {
        return new CrawlArchive(
                fileBytes, prefix, true, file, maxBody, keepSecrets, operator, dedupeAgainst, blockDigests);
    }

    /** The same with another limit on answers. */
    public CrawlArchive withMaxBody(long bytes) {
        return new CrawlArchive(
                fileBytes, prefix, zstd, dictionary, bytes, keepSecrets, operator, dedupeAgainst, blockDigests);
    }

    /** The same with or without the secrets of requests. */
    public CrawlArchive withKeepSecrets(boolean keeps) {
        return new CrawlArchive(
                fileBytes, prefix, zstd, dictionary, maxBody, keeps, operator, dedupeAgainst, blockDigests);
    }

    /** The same with an operator. */
    public CrawlArchive withOperator(String who) {
        return new CrawlArchive(
                fileBytes, prefix, zstd, dictionary, maxBody, keepSecrets, who, dedupeAgainst, blockDigests);
    }

    /** The same with other archives to refer to. */
    public CrawlArchive withDedupeAgainst(List<Path> archives) {
        return new CrawlArchive(
                fileBytes, prefix, zstd, dictionary, maxBody, keepSecrets, operator, archives, blockDigests);
    }

    /** The same with or without digests of the blocks of answers. */
    public CrawlArchive withBlockDigests(boolean digests) {
        return new CrawlArchive(
                fileBytes, prefix, zstd, dictionary, maxBody, keepSecrets, operator, dedupeAgainst, digests);
    }
}
