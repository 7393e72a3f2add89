using Rhodes.Core.Metering;
using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Tests.Crash;

internal static class Ledger
{
    /// <summary>The whole log is sound, and each device's every millisecond is accounted for, exactly.</summary>
    public static void IsExact(string data)
    {
        List<string> notes = [];
        using var folder = DataFolder.Open(data, notes.Add);
        Assert.Empty(LogVerification.Verify(folder.Store, _ => { }).Problems);
        var opened = LogOpening.Open(folder.Store, notes);
        Assert.Empty(notes);
        var meter = opened.State.Meter;
        meter.Advance(opened.State.Now);
        Int128 sum = 0;
        foreach (var use in Enum.GetValues<DeviceUse>()) sum += meter.Total(use);
        Assert.True(meter.Capacity > 0);
        Assert.Equal(meter.Capacity, sum);
    }
}
