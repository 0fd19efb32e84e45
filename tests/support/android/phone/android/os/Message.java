package android.os;

public class Message {
    private Bundle data;

    public static Message obtain() {
        return new Message();
    }

    public void setData(Bundle data) {
        this.data = data;
    }

    public Bundle getData() {
        return data;
    }
}
