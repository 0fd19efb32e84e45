package android.util;

import java.util.Map;
import java.util.TreeMap;

public class SparseArray<E> {
    private final Map<Integer, E> values = new TreeMap<>();

    public void put(int key, E value) {
        values.put(key, value);
    }

    public E get(int key) {
        return values.get(key);
    }
}
