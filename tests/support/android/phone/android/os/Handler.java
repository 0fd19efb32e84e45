package android.os;

import phone.Phone;

public class Handler {
    public Handler(Looper looper) {
        if (looper == null) throw new NullPointerException();
    }

    public boolean postDelayed(Runnable work, long milliseconds) {
        Phone.timers.put(work, milliseconds);
        return true;
    }

    public void removeCallbacks(Runnable work) {
        Phone.timers.remove(work);
    }
}
