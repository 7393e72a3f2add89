namespace Rhodes.Twin.Bench;

/// <summary>What one quote cost in CPU, part by part, and what came of it.</summary>
public sealed record QuoteCost
{
    public required bool IsYes { get; init; }

    public required bool IsProved { get; init; }

    public required int Offers { get; init; }

    /// <summary>The most cells of its shape that could be promised over its window.</summary>
    public required int Left { get; init; }

    /// <summary>Whether the lease can be promised.</summary>
    public required TimeSpan Ask { get; init; }

    /// <summary>Nothing where the answer is yes.</summary>
    public required TimeSpan Offering { get; init; }

    public required TimeSpan MostCells { get; init; }

    public TimeSpan Whole => Ask + Offering + MostCells;
}

/// <summary>What quotes cost, all of them and those of one answer.</summary>
public sealed class QuoteFigures
{
    private readonly List<QuoteCost> _costs = [];

    public int Count => _costs.Count;

    /// <summary>Those that fit.</summary>
    public IReadOnlyList<QuoteCost> Yes => [.. _costs.Where(cost => cost.IsYes)];

    /// <summary>Those that are proved not to.</summary>
    public IReadOnlyList<QuoteCost> Proved => [.. _costs.Where(cost => !cost.IsYes && cost.IsProved)];

    /// <summary>Those for which no plan was found.</summary>
    public IReadOnlyList<QuoteCost> NotFound => [.. _costs.Where(cost => !cost.IsYes && !cost.IsProved)];

    public IReadOnlyList<QuoteCost> All => _costs;

    internal void Add(QuoteCost cost) => _costs.Add(cost);

    /// <summary>The nearest rank, in milliseconds.</summary>
    /// <param name="costs">At least one.</param>
    /// <param name="thousandths">500 for the median, 1,000 for the largest.</param>
    public static decimal MillisecondsAt(IEnumerable<TimeSpan> costs, int thousandths)
    {
        List<TimeSpan> inOrder = [.. costs.Order()];
        return decimal.Round((decimal)inOrder[Math.Max(0, (int)(((long)inOrder.Count * thousandths + 999) / 1_000) - 1)].TotalMilliseconds, 2);
    }
}
