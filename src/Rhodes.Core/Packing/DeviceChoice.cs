namespace Rhodes.Core.Packing;

/// <summary>Choices of devices that several policies share.</summary>
public static class DeviceChoice
{
    /// <summary>The first devices that have the share free.</summary>
    /// <returns>False: there are not enough.</returns>
    public static bool TryFirst(ReadOnlySpan<int> free, in ShareDemand demand, out uint devices)
    {
        (devices, var found) = (0, 0);
        for (var device = 0; device < free.Length && found < demand.Devices; device++)
        {
            if (free[device] < demand.Share) continue;
            devices |= 1u << device;
            found++;
        }

        return found == demand.Devices;
    }

    /// <summary>The device that has the least left and yet enough.</summary>
    public static bool TryFullest(ReadOnlySpan<int> free, int share, out uint devices)
    {
        var best = -1;
        for (var device = 0; device < free.Length; device++)
            if (free[device] >= share && (best < 0 || free[device] < free[best])) best = device;
        devices = best < 0 ? 0 : 1u << best;
        return best >= 0;
    }
}
