using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>All of a private cluster, in a form that can be kept.</summary>
/// <param name="Cells">By pool: the class and slot of each cell, in the order in which they were added.</param>
/// <param name="Open">Cells that are open, by pool and index.</param>
/// <param name="Lost">Virtual nodes with nothing healthy behind them, by pool and number.</param>
/// <param name="Unended">Numbers of jobs that have not ended for those that come after them.</param>
public sealed record ClusterImage(
    CellClass[] Classes, LeaseSpec[] Leases, CellImage[][] Cells, PlaceImage[] Open, PlaceImage[] Lost, TurnImage[] Turns, int[] Unended);

public sealed record CellImage(int Class, int Slot);

public sealed record PlaceImage(int Pool, int Index);

/// <summary>A <see cref="Turn"/>, member by member.</summary>
public sealed record TurnImage
{
    public required int Number { get; init; }

    public required JobSpec Spec { get; init; }

    public required int Priority { get; init; }

    public required bool Held { get; init; }

    public required TurnPhase Phase { get; init; }

    public required VirtualShare[] Place { get; init; }

    public required int Speed { get; init; }

    public required Instant StartedAt { get; init; }

    public required Instant LaunchedAt { get; init; }

    public required Instant StopBy { get; init; }

    public required Instant StoppedAt { get; init; }

    public required long KeptWhenStoppedMs { get; init; }

    public required long KeptMs { get; init; }

    public required long WorkMs { get; init; }

    public BackOff? BackOff { get; init; }
}
