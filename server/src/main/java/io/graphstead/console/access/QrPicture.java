package io.graphstead.console.access;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as one path of an inline SVG, which needs neither a request nor a style.
 *
 * @param size squares on a side, with the quiet zone around
 * @param path the dark squares, row by row
 */
public record QrPicture(int size, String path) {
    private static final int QUIET = 4;

    static QrPicture of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return new QrPicture(code.size + 2 * QUIET, path.toString());
    }

    /** A key in groups of four letters, as it is read from one screen and typed on another. */
    static String groups(String key) {
        return key.replaceAll("(.{4})(?!$)", "$1 ");
    }

    @Override
    public String toString() {
        return "QrPicture[hidden]";
    }
}
