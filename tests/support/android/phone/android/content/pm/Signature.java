package android.content.pm;

public class Signature {
    private final byte[] content;

    public Signature(String content) {
        this.content = content.getBytes();
    }

    public byte[] toByteArray() {
        return content;
    }
}
