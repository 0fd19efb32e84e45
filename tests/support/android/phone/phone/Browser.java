package phone;

import android.os.Binder;
import android.os.Bundle;
import android.os.IBinder;
import android.os.Parcel;
import android.os.RemoteException;
import android.net.Uri;

/** A browser: what it can do, and how it behaves when its service is bound. */
public class Browser extends Binder {
    enum Binding { CONNECTS, FALSE, DENIED, SILENT, NULL, DISCONNECTS, DIES }

    enum Session { OPENS, REFUSED, UNKNOWN, THROWS, DEAD }

    public final String name;
    public final boolean tabs;
    public final boolean trusted;
    public final int uid;
    public String certificate;
    Binding binding = Binding.CONNECTS;
    Session session = Session.OPENS;
    boolean startable = true;
    IBinder service = this;
    IBinder opened;

    Browser(String name, boolean tabs, boolean trusted) {
        this.name = name;
        this.tabs = tabs;
        this.trusted = trusted;
        this.uid = 10000 + Phone.browsers.size() + 1;
        this.certificate = "certificate of " + name;
    }

    @Override
    protected boolean onTransact(int code, Parcel data, Parcel reply, int flags)
            throws RemoteException {
        data.enforceInterface("android.support.customtabs.ICustomTabsService");
        boolean answer = true;
        if (code == 2) {
            Phone.log("warmup " + data.readLong());
        } else if (code == 10) {
            if (session == Session.DEAD) throw new RemoteException();
            if (session == Session.THROWS) throw new IllegalStateException();
            if (session == Session.UNKNOWN) return false;
            opened = data.readStrongBinder();
            Phone.log("session " + bundle(data));
            answer = session == Session.OPENS;
        } else if (code == 9) {
            if (data.readStrongBinder() != opened) throw new SecurityException("session");
            int relation = data.readInt();
            if (data.readInt() != 1) throw new IllegalStateException("no origin");
            Phone.log("validate " + relation + " " + ((Uri) data.read("uri")) + " " + bundle(data));
        } else {
            return super.onTransact(code, data, reply, flags);
        }
        data.atEnd();
        reply.writeNoException();
        reply.writeInt(answer ? 1 : 0);
        return true;
    }

    private static String bundle(Parcel data) {
        return data.readInt() == 0 ? "none" : Bundle.CREATOR.createFromParcel(data).values.toString();
    }
}
