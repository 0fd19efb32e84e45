package android.os;

public interface Parcelable {
    void writeToParcel(Parcel target, int flags);

    interface Creator<T> {
        T createFromParcel(Parcel source);
    }
}
