package android.os;

/** A binder whose calls come from another process: exceptions travel in the reply. */
public class Binder implements IBinder {
    public static int callingUid = 10001;
    private String descriptor;

    public static int getCallingUid() {
        return callingUid;
    }

    public void attachInterface(IInterface owner, String descriptor) {
        this.descriptor = descriptor;
    }

    public IInterface queryLocalInterface(String descriptor) {
        return null;
    }

    protected boolean onTransact(int code, Parcel data, Parcel reply, int flags)
            throws RemoteException {
        if (code == INTERFACE_TRANSACTION) {
            reply.writeString(descriptor);
            return true;
        }
        return false;
    }

    public final boolean transact(int code, Parcel data, Parcel reply, int flags)
            throws RemoteException {
        try {
            return onTransact(code, data, reply, flags);
        } catch (RuntimeException error) {
            if (reply != null) {
                reply.clear();
                reply.writeException(error);
            }
            return true;
        }
    }
}
