using Rhodes.Core.Model;
using Rhodes.Core.Performance;
using Rhodes.Server.Quotes;

namespace Rhodes.Cli.Commands;

/// <summary>How stable a lease is likely to be, for people. The figures are other clusters' and not the site's.</summary>
internal static class QuoteStabilityView
{
    public static void Show(Quoted quoted, Deal deal, Terminal terminal)
    {
        var each = quoted.Pool.DevicesPerNode;
        List<string> more = [];
        if (deal.DomainNodes < deal.LeaseNodes) more.Add($"A gang of one domain ({deal.DomainNodes * (long)each:#,0} devices) is stopped every {Between(deal.DomainNodes * (long)each)}.");
        var spares = deal.RealNodes - deal.Lease.Shape.TotalNodes;
        var independent = Stability.WholeShare(deal.RealNodes, spares, (double)FaultFigures.NodeDownShare.Low / 100);
        var cell = spares > 0 ? $"A cell of {deal.Lease.Shape.TotalNodes:#,0} nodes and {spares:#,0} {(spares == 1 ? "spare" : "spares")}" : $"A cell of {deal.RealNodes:#,0} {(deal.RealNodes == 1 ? "node" : "nodes")} without spares";
        more.Add($"{cell} is whole for {Spoken.Share(deal.Record.WholeShare)} of the time in the record of outages, and for {Spoken.Share(independent)} if nodes failed independently.");
        more.Add($"There nodes were down for {FaultFigures.NodeDownShare.Low} % of the time, often together and some for months. All of this is of other clusters; --json has the sources.");
        Spoken.Block(terminal, "How stable", $"about {Interruptions(deal, each)} interruptions of a gang of all {deal.LeaseNodes * (long)each:#,0} devices, one every {Between(deal.LeaseNodes * (long)each)}", more);
    }

    private static string Interruptions(Deal deal, int each)
    {
        var (a, b) = (GangRates.Sum(deal, each, Stability.ByLargeJob), GangRates.Sum(deal, each, Stability.ByRecord));
        var (low, high) = (Spoken.Count(Math.Min(a, b)), Spoken.Count(Math.Max(a, b)));
        return low == high ? low : $"{low} to {high}";
    }

    private static string Between(long devices)
    {
        var (a, b) = (GangRates.HoursBetween(devices, Stability.ByLargeJob), GangRates.HoursBetween(devices, Stability.ByRecord));
        return Spoken.Hours(Math.Min(a, b), Math.Max(a, b));
    }
}
