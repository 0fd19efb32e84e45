package android.content.res;

import phone.Phone;

public class Resources {
    public int getDimensionPixelSize(int id) {
        if (!Phone.resource(id).endsWith("dp")) throw new IllegalArgumentException("no dimension");
        return 64;
    }
}
