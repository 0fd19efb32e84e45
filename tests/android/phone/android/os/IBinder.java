package android.os;

public interface IBinder {
    int INTERFACE_TRANSACTION = 0x5f4e5446;

    boolean transact(int code, Parcel data, Parcel reply, int flags) throws RemoteException;
}
