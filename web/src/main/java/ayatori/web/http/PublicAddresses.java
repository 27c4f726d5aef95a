package ayatori.web.http;

import java.net.InetAddress;

/**
 * Which addresses are globally reachable, after the IANA special-purpose address registries (RFC 6890 and its updates).
 */
final class PublicAddresses {
    /** IPv4 blocks that are not public: address, then prefix length. */
    private static final int[][] NOT_PUBLIC = {
        {block(0, 0, 0), 8},
        {block(10, 0, 0), 8},
        {block(100, 64, 0), 10},
        {block(127, 0, 0), 8},
        {block(169, 254, 0), 16},
        {block(172, 16, 0), 12},
        {block(192, 0, 0), 24},
        {block(192, 0, 2), 24},
        {block(192, 88, 99), 24},
        {block(192, 168, 0), 16},
        {block(198, 18, 0), 15},
        {block(198, 51, 100), 24},
        {block(203, 0, 113), 24},
        {block(224, 0, 0), 4},
        {block(240, 0, 0), 4},
    };

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? publicV4(int32(bytes, 0)) : publicV6(bytes);
    }

    private static boolean publicV4(int address) {
        for (int[] block : NOT_PUBLIC) {
            if ((address ^ block[0]) >>> (32 - block[1]) == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean publicV6(byte[] bytes) {
        int first = int32(bytes, 0);
        if (first == 0x0064ff9b && int32(bytes, 4) == 0 && int32(bytes, 8) == 0) {
            return publicV4(int32(bytes, 12)); // 64:ff9b::/96, NAT64 (RFC 6052)
        }
        if (first == 0 && int32(bytes, 4) == 0 && int32(bytes, 8) == 0xffff) {
            return publicV4(int32(bytes, 12)); // ::ffff:0:0/96, IPv4-mapped
        }
        if (first >>> 16 == 0x2002) {
            return publicV4((first << 16) | (int32(bytes, 4) >>> 16)); // 2002::/16, 6to4
        }
        boolean globalUnicast = first >>> 29 == 1; // 2000::/3
        boolean protocolAssignments = first >>> 9 == 0x20010000 >>> 9; // 2001::/23, Teredo among them
        boolean documentation = first == 0x20010db8 || first >>> 12 == 0x3fff0000 >>> 12;
        return globalUnicast && !protocolAssignments && !documentation;
    }

    private static int block(int a, int b, int c) {
        return a << 24 | b << 16 | c << 8;
    }

    private static int int32(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
    }
}
