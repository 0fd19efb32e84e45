package android.os;

import java.util.ArrayList;
import java.util.List;

/** Values in the order of writing. Reading one as another kind than it was written as fails. */
public class Parcel {
    private static final class Value {
        final String kind;
        final Object content;

        Value(String kind, Object content) {
            this.kind = kind;
            this.content = content;
        }
    }

    private final List<Value> values = new ArrayList<>();
    private int place;
    private boolean recycled;

    public static Parcel obtain() {
        return new Parcel();
    }

    public void recycle() {
        if (recycled) throw new IllegalStateException("recycled twice");
        recycled = true;
    }

    void clear() {
        values.clear();
        place = 0;
    }

    public void write(String kind, Object content) {
        if (recycled) throw new IllegalStateException("written after recycling");
        values.add(new Value(kind, content));
    }

    public Object read(String kind) {
        if (place == values.size()) return null;
        Value value = values.get(place++);
        if (!value.kind.equals(kind)) {
            throw new IllegalStateException(kind + " is read, " + value.kind + " was written");
        }
        return value.content;
    }

    public void atEnd() {
        if (place != values.size()) throw new IllegalStateException("more was written than read");
    }

    public void writeInt(int value) {
        write("int", value);
    }

    public int readInt() {
        Object value = read("int");
        return value == null ? 0 : (Integer) value;
    }

    public void writeLong(long value) {
        write("long", value);
    }

    public long readLong() {
        return (Long) read("long");
    }

    public void writeString(String value) {
        write("string", value);
    }

    public String readString() {
        return (String) read("string");
    }

    public void writeStrongBinder(IBinder value) {
        write("binder", value);
    }

    public IBinder readStrongBinder() {
        return (IBinder) read("binder");
    }

    public void writeInterfaceToken(String name) {
        write("token", name);
    }

    public void enforceInterface(String name) {
        if (!name.equals(read("token"))) throw new SecurityException("another interface");
    }

    public void writeNoException() {
        write("exception", null);
    }

    public void writeException(Exception error) {
        write("exception", error);
    }

    public void readException() {
        Object error = read("exception");
        if (error != null) throw (RuntimeException) error;
    }
}
