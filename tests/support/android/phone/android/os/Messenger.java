package android.os;

import phone.Phone;

public class Messenger implements Parcelable {
    private final boolean gone;

    public Messenger(boolean gone) {
        this.gone = gone;
    }

    public void send(Message message) throws RemoteException {
        if (gone) throw new RemoteException();
        Phone.log("answer " + message.getData().values);
    }

    public void writeToParcel(Parcel target, int flags) {
        target.write("messenger", this);
    }
}
