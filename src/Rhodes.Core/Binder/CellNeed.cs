using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Binder;

/// <summary>One open virtual cell, and which of its nodes are wanted now.</summary>
/// <param name="Tenure">Its present stretch in the plan.</param>
/// <param name="First">The cell's first virtual node.</param>
/// <param name="Needed">Virtual nodes that must be cleared for work that starts, in order; empty: none is.</param>
public sealed record CellNeed(Tenure Tenure, CellShape Shape, bool Dedicated, int First, IReadOnlyList<int> Needed)
{
    public int Nodes => Shape.TotalNodes;
}

/// <summary>How a cell is to stand: in which domain, by move or by swap, and what is behind each of its nodes.</summary>
/// <param name="Hosts">By the cell's own order of nodes.</param>
/// <param name="Cost">What must be recalled for it: lost work times devices.</param>
/// <param name="Missing">Nodes with nothing healthy behind them.</param>
public sealed record Standing(Domain Domain, bool BySwap, int[] Hosts, Int128 Cost, int Missing);
