using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>A tenure that needs a domain.</summary>
/// <param name="Pinned">It is open, or ends in this instant and is not closed yet, so it keeps this domain.</param>
/// <param name="Preferred">Where it is planned now, and stays if it can.</param>
internal readonly record struct Wish(Tenure Tenure, CellShape Shape, bool Pinned, bool Preferred)
{
    /// <summary>Whether another is of the same shape and window.</summary>
    public bool IsAlike(Wish other) => Shape == other.Shape && Tenure.From == other.Tenure.From && Tenure.Until == other.Tenure.Until;
}

/// <summary>What a class of one tenant's cells should have, against what the plan has.</summary>
internal sealed class Wishes
{
    private readonly BookView _view;
    private readonly CellClass _class;
    private readonly int _number;
    private readonly Dictionary<int, List<Tenure>> _plannedBySlot;

    /// <param name="planned">All tenures of the class.</param>
    public Wishes(BookView view, CellClass cellClass, int number, IEnumerable<Tenure> planned)
    {
        (_view, _class, _number) = (view, cellClass, number);
        _plannedBySlot = planned.GroupBy(tenure => tenure.Slot).ToDictionary(slot => slot.Key, slot => slot.OrderBy(tenure => tenure.From).ToList());
    }

    /// <summary>
    /// The tenures that the leases of a class come to. One that is planned as it should be is left out; one that grew keeps
    /// its id, and its domain when it is open; what two became one of is removed.
    /// </summary>
    public (List<Wish> Wishes, List<int> Removed) Of(IEnumerable<LeaseSpec> leases)
    {
        List<Wish> wishes = [];
        List<int> removed = [];
        var next = _view.NextTenure;
        HashSet<int> used = [];
        List<Tenure> touching = [];
        foreach (var interval in CellDemand.Intervals(leases))
        {
            if (interval.Until < _view.Now) continue;
            FindTouching(interval, used, touching);
            if (interval.Until == _view.Now && touching.Count == 0) continue;
            foreach (var tenure in touching) used.Add(tenure.Id);
            if (touching is [var same] && same.From == interval.From && same.Until == interval.Until) continue;
            foreach (var other in touching.Skip(1)) removed.Add(other.Id);
            var known = touching.Count > 0;
            Tenure wanted = new(known ? touching[0].Id : next++, _view.Tenant, _number, interval.Slot, interval.From, interval.Until,
                known ? touching[0].Domain : default);
            wishes.Add(new(wanted, _class.Shape, known && touching[0].From <= _view.Now, known));
        }

        foreach (var tenure in _plannedBySlot.OrderBy(slot => slot.Key).SelectMany(slot => slot.Value))
            if (!used.Contains(tenure.Id) && tenure.Until > _view.Now) removed.Add(tenure.Id);
        return (wishes, removed);
    }

    private void FindTouching(CellInterval interval, HashSet<int> used, List<Tenure> touching)
    {
        touching.Clear();
        if (!_plannedBySlot.TryGetValue(interval.Slot, out var planned)) return;
        foreach (var tenure in planned)
            if (!used.Contains(tenure.Id) && IsSame(tenure, interval, _view.Now)) touching.Add(tenure);
    }

    /// <summary>Whether a planned tenure is, or becomes part of, a stretch. What is open now can only be a stretch that is too.</summary>
    private static bool IsSame(Tenure tenure, CellInterval interval, Instant now) =>
        tenure.From <= interval.Until && interval.From <= tenure.Until && (!tenure.IsOpenAt(now) || interval.From <= now);
}
