namespace Rhodes.Core.Packing;

/// <summary>Says how good a node is for a piece of work, and which of its devices it would get.</summary>
public interface IPackingPolicy
{
    /// <summary>Where it does not fit.</summary>
    const long Never = long.MaxValue;

    /// <summary>A number that depends on the node and the demand alone; the least is the best, and of equals the first node in order.</summary>
    /// <param name="devices">A bit for each device that it would get.</param>
    /// <returns><see cref="Never"/> when it does not fit.</returns>
    long Score(ShareNode node, in ShareDemand demand, out uint devices);
}
