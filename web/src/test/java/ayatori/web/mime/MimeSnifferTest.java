package ayatori.web.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MimeSnifferTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html>",
                " \n\t\f\r<HTML>",
                "<p>",
                "<!-- x -->",
                "<main>",
                "\u00EF\u00BB\u00BF <a>",
                "<h1 "
            })
    void knowsHtmlByItsFirstTag(String body) {
        assertThat(sniff(body)).isEqualTo(MimeType.HTML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<?xml version='1.0'?><html>", "\u00EF\u00BB\u00BF<?xml ?>", "\n<?xml ?>"})
    void knowsXmlByItsDeclaration(String body) {
        assertThat(sniff(body)).isEqualTo(MimeType.XML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hello <a>",
                "<",
                "< a>",
                "<1>",
                "</p>",
                "\u00FF\u00FE<\0p\0>\0",
                "<?php ?>",
                "\u00EF\u00BB\u00BF\u0001"
            })
    void takesOtherBytesForText(String body) {
        assertThat(sniff(body)).isEqualTo(MimeType.PLAIN_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%PDF-1.7",
                "GIF89a",
                "\u0089PNG\r\n\u001A\n",
                "PK\u0003\u0004",
                "\u001F\u008B\b",
                "\0\0\0 ftypmp4"
            })
    void knowsBinaryBytes(String body) {
        assertThat(sniff(body)).isEqualTo(MimeType.BINARY);
    }

    @Test
    void looksAtTheRangeOnly() {
        byte[] body = "x<p>".getBytes(StandardCharsets.US_ASCII);
        assertThat(MimeSniffer.sniff(body, 1, 3)).isEqualTo(MimeType.HTML);
        assertThat(MimeSniffer.sniff(body, 0, 1)).isEqualTo(MimeType.PLAIN_TEXT);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> MimeSniffer.sniff(body, 2, 3));
    }

    private static MimeType sniff(String latin1) {
        byte[] body = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return MimeSniffer.sniff(body, 0, body.length);
    }
}
