using Rhodes.Core.Model;

namespace Rhodes.Files;

/// <summary>A lease in the words in which people ask for it.</summary>
public static class LeaseText
{
    /// <summary>More windows than this are only counted.</summary>
    private const int MostSteps = 3;

    /// <summary><c>12 x rack of 4 nodes, 2026-06-01 to 2027-06-01</c>.</summary>
    public static string Of(LeaseSpec lease)
    {
        var steps = lease.Steps.Take(MostSteps).Select(step => $"{Cells(lease.Shape, step.Cells)}, {step.From} to {step.Until}");
        var more = lease.Steps.Count > MostSteps ? $"; and {lease.Steps.Count - MostSteps} more windows" : "";
        return string.Join("; ", steps) + more;
    }

    /// <summary><c>12 x rack of 4 nodes</c>.</summary>
    public static string Cells(CellShape shape, int cells) => $"{cells:#,0} x {shape}";
}
