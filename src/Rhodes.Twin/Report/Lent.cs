using Rhodes.Core.Metering;

namespace Rhodes.Twin.Report;

/// <summary>
/// Who lent how much to whom, in device-milliseconds: what was seen in the looks at loans, in proportion to all loans. So it is
/// about right, and its sum is right.
/// </summary>
internal sealed class Lent
{
    private readonly Dictionary<int, Int128> _fromOthers = [];
    private readonly Dictionary<int, Int128> _toOthers = [];

    private Lent()
    {
    }

    public static Lent Of(RunReport report)
    {
        var seen = report.Recorder.Samples.LentDeviceMs;
        decimal whole = 0, loans = (decimal)report.Use(DeviceUse.Loan);
        foreach (var part in seen.Values) whole += part;
        Lent lent = new();
        foreach (var ((lender, borrower), part) in seen)
        {
            if (lender == borrower) continue;   // its own idle cells, kept for work of its own that had run ahead
            var scaled = (Int128)(part / whole * loans);
            lent._fromOthers[borrower] = lent._fromOthers.GetValueOrDefault(borrower) + scaled;
            lent._toOthers[lender] = lent._toOthers.GetValueOrDefault(lender) + scaled;
        }

        return lent;
    }

    /// <summary>What a tenant borrowed of others, and of what nobody leases.</summary>
    public Int128 FromOthers(int tenant) => _fromOthers.GetValueOrDefault(tenant);

    /// <param name="tenant">-1: what nobody leases.</param>
    public Int128 ToOthers(int tenant) => _toOthers.GetValueOrDefault(tenant);
}
