package android.util;

public class Base64 {
    public static String encodeToString(byte[] content, int flags) {
        if (flags != 2) throw new IllegalArgumentException("NO_WRAP is wanted");
        return java.util.Base64.getEncoder().encodeToString(content);
    }
}
