/** Reads PDFs for the crawler, by PDFBox. */
module ayatori.pdf {
    requires transitive ayatori.crawler;
    requires java.logging;
    requires org.apache.pdfbox;
    requires org.apache.pdfbox.io;
    requires org.apache.fontbox;
    requires static transitive org.jspecify;

    exports ayatori.pdf;

    provides ayatori.crawler.extract.TextExtractor with
            ayatori.pdf.PdfExtractor;
}
