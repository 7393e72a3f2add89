namespace Rhodes.Twin.Report;

/// <summary>
/// Who lent how much to whom, in device-milliseconds: each borrower's loans, split as they were seen to stand in the looks at them.
/// So the parts are about right, and their sum is exact, but for borrowers that were never seen.
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
        Lent lent = new();
        foreach (var borrower in report.Recorder.Samples.LentDeviceMs.GroupBy(pair => pair.Key.Borrower))
        {
            var seen = borrower.Sum(pair => (decimal)pair.Value);
            var loans = (decimal)RunReport.Total(report.Tenants[borrower.Key].OnLoan);
            foreach (var ((lender, _), part) in borrower)
                if (lender != borrower.Key) lent.Add(lender, borrower.Key, (Int128)(loans * (part / seen)));   // else it is kept for its own work, which ran ahead
        }

        return lent;
    }

    /// <summary>What a tenant borrowed of others, and of what nobody leases.</summary>
    public Int128 FromOthers(int tenant) => _fromOthers.GetValueOrDefault(tenant);

    /// <param name="tenant">-1: what nobody leases.</param>
    public Int128 ToOthers(int tenant) => _toOthers.GetValueOrDefault(tenant);

    private void Add(int lender, int borrower, Int128 deviceMs)
    {
        _fromOthers[borrower] = FromOthers(borrower) + deviceMs;
        _toOthers[lender] = ToOthers(lender) + deviceMs;
    }
}
