using Rhodes.Core.Fabric;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>What one question changes in a plan.</summary>
internal sealed class Question
{
    private readonly PlacingRoom _room;

    /// <param name="lifted">What is planned and changes: it is among the wishes, or is no more.</param>
    public Question(Instant now, List<Wish> wishes, List<PlannedTenure> lifted, PlacingRoom room)
    {
        _room = room;
        Pinned = wishes.FindAll(wish => wish.Pinned);
        Free = wishes.FindAll(wish => !wish.Pinned);
        Lifted = lifted;
        LiftedStarted = lifted.FindAll(planned => planned.Tenure.From <= now);
        LiftedUnstarted = lifted.FindAll(planned => planned.Tenure.From > now);
    }

    /// <summary>Keep their domains.</summary>
    public IReadOnlyList<Wish> Pinned { get; }

    /// <summary>May go anywhere.</summary>
    public IReadOnlyList<Wish> Free { get; }

    public IReadOnlyList<PlannedTenure> Lifted { get; }

    public IReadOnlyList<PlannedTenure> LiftedStarted { get; }

    public IReadOnlyList<PlannedTenure> LiftedUnstarted { get; }

    public bool ChangesStarted => Pinned.Count > 0 || LiftedStarted.Count > 0;

    /// <summary>A place to put wishes down beside what is taken in the stretches of the plan.</summary>
    public Placing On(Occupancy taken) => new(_room, taken);
}
