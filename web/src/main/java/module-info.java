/** Protocols and formats of the web, without crawl policy. */
module ayatori.web {
    requires transitive ayatori.async;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.resolver;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.kqueue;
    requires com.aayushatharva.brotli4j;
    requires com.github.albfernandez.juniversalchardet;
    requires com.github.luben.zstd_jni;
    requires crawler.commons;
    requires com.ibm.icu;
    requires java.xml;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports ayatori.web.auth;
    exports ayatori.web.charset;
    exports ayatori.web.cookie;
    exports ayatori.web.css;
    exports ayatori.web.html;
    exports ayatori.web.http;
    exports ayatori.web.mime;
    exports ayatori.web.proxy;
    exports ayatori.web.robots;
    exports ayatori.web.sitemap;
    exports ayatori.web.url;
}
