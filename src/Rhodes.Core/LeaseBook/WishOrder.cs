namespace Rhodes.Core.LeaseBook;

/// <summary>Orders in which wishes are placed. No two wishes are equal in any of them.</summary>
internal static class WishOrder
{
    /// <summary>Larger cells first, then earlier, then longer ones.</summary>
    public static readonly Comparison<Wish> Widest = (a, b) =>
    {
        if (a.Shape.Level != b.Shape.Level) return a.Shape.Level < b.Shape.Level ? -1 : 1;
        var nodes = b.Shape.TotalNodes.CompareTo(a.Shape.TotalNodes);
        if (nodes != 0) return nodes;
        var from = a.Tenure.From.CompareTo(b.Tenure.From);
        if (from != 0) return from;
        var until = b.Tenure.Until.CompareTo(a.Tenure.Until);
        return until != 0 ? until : a.Tenure.Id.CompareTo(b.Tenure.Id);
    };

    public static readonly Comparison<Wish> Earliest = (a, b) =>
    {
        var from = a.Tenure.From.CompareTo(b.Tenure.From);
        if (from != 0) return from;
        return a.Shape.Level != b.Shape.Level ? a.Shape.Level < b.Shape.Level ? -1 : 1 : a.Tenure.Id.CompareTo(b.Tenure.Id);
    };

    public static readonly Comparison<Wish> Longest = (a, b) =>
    {
        var length = (b.Tenure.Until - b.Tenure.From).CompareTo(a.Tenure.Until - a.Tenure.From);
        if (length != 0) return length;
        return a.Shape.Level != b.Shape.Level ? a.Shape.Level < b.Shape.Level ? -1 : 1 : a.Tenure.Id.CompareTo(b.Tenure.Id);
    };

    public static List<Wish> Sorted(IEnumerable<Wish> wishes, Comparison<Wish> order)
    {
        List<Wish> sorted = [.. wishes];
        sorted.Sort(order);
        return sorted;
    }
}
