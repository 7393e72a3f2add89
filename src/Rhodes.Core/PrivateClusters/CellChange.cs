using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>A cell of the tenant opens or closes, as its leases say.</summary>
internal readonly record struct CellChange(Instant At, bool Opens, int Pool, int Cell) : IComparable<CellChange>
{
    public int CompareTo(CellChange other)
    {
        var order = At.CompareTo(other.At);
        if (order == 0) order = Opens.CompareTo(other.Opens);
        if (order == 0) order = Pool.CompareTo(other.Pool);
        return order != 0 ? order : Cell.CompareTo(other.Cell);
    }
}
