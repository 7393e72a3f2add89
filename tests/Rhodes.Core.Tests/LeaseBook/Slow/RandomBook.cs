using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.LeaseBook.Slow;

/// <summary>A book of random leases of three tenants on a random fabric, at a random time of its life.</summary>
internal sealed class RandomBook
{
    private const int Tenants = 3;

    private readonly Random _chance;
    private readonly int _hours;
    private readonly Tree _tree;
    private readonly Plan _plan;
    private readonly List<LeaseSpec> _leases = [];
    private readonly List<CellClass>[] _classes = [[], [], []];
    private readonly CellShape[] _shapes;
    private readonly BookMemory _memory = new();   // one for all questions, as the core has
    private Instant _now = At(0);
    private int _nextTenure = 1;

    /// <param name="hours">How far ahead leases are asked for.</param>
    public RandomBook(int seed, int hours = 40)
    {
        (_chance, _hours) = (new(seed), hours);
        var isEven = _chance.Next(2) == 0;
        var (racks, nodes) = (_chance.Next(1, 4), _chance.Next(1, 4));
        int[] Pod() => [.. Enumerable.Range(0, isEven ? racks : _chance.Next(1, 4)).Select(_ => isEven ? nodes : _chance.Next(1, 5))];
        _tree = Of([.. Enumerable.Range(0, _chance.Next(2, 7)).Select(_ => Pod())]);
        _plan = new(_tree);
        _shapes = [CellShape.OneNode, Racks(1), Racks(2), Racks(nodes), Pods(2), Pods(racks * nodes), Pods(racks, nodes), Pods(1, 1)];
    }

    public int Leases => _leases.Count;

    /// <summary>Confirms what can be confirmed of so many random leases, and goes on in time between them.</summary>
    public void Grow(int leases)
    {
        for (var i = 0; i < leases; i++)
        {
            var lease = Next();
            if (Book.Ask(ViewFor(lease), lease).Change is { } change) Confirm(lease, change);
            if (_chance.Next(6) == 0) GoOn();
        }
    }

    /// <summary>A lease that somebody may ask for now.</summary>
    public LeaseSpec Next()
    {
        var first = _chance.Next(HourOf(_now), HourOf(_now) + _hours);
        List<LeaseStep> steps = [];
        for (var left = _chance.Next(4) == 0 ? _chance.Next(2, 4) : 1; left > 0; left--)
        {
            var until = first + _chance.Next(1, 13);
            steps.Add(new(At(first), At(until), _chance.Next(1, 5)));
            first = until + (_chance.Next(2) * _chance.Next(0, 4));
        }

        return new() { Name = $"lease {_leases.Count}", Tenant = $"{_chance.Next(Tenants)}", Pool = "p", Shape = _shapes[_chance.Next(_shapes.Length)], Steps = steps };
    }

    /// <summary>Somebody asks for what they have, for longer.</summary>
    public LeaseSpec NextForLonger()
    {
        var before = _leases.FindAll(lease => lease.Steps[^1].Until > _now) is { Count: > 0 } open ? open[_chance.Next(open.Count)] : Next();
        var (from, hours) = (before.Steps[^1].Until, _chance.Next(1, 6));
        return before with { Name = $"lease {_leases.Count}", Steps = [new(from, At(HourOf(from) + hours), before.Steps[^1].Cells)] };
    }

    public BookView ViewFor(LeaseSpec lease)
    {
        var tenant = TenantOf(lease);
        return new()
        {
            Tree = _tree,
            Plan = _plan,
            Now = _now,
            NextTenure = _nextTenure,
            ClassOf = tenure => _classes[tenure.Tenant][tenure.Class],
            NumberOf = itsClass => _classes[tenant].IndexOf(itsClass) is >= 0 and var known ? known : _classes[tenant].Count,
            LeasesOf = itsClass => _leases.FindAll(other => TenantOf(other) == tenant && CellDemand.ClassOf(other) == itsClass),
            Tenant = tenant,
            Memory = _memory,
        };
    }

    private static Instant At(int hour) => new((hour + 1) * 3_600_000L);

    private static int HourOf(Instant at) => (int)(at.Milliseconds / 3_600_000L) - 1;

    private static int TenantOf(LeaseSpec lease) => int.Parse(lease.Tenant, provider: null);

    private void Confirm(LeaseSpec lease, BookChange change)
    {
        _leases.Add(lease);
        var itsClass = CellDemand.ClassOf(lease);
        if (!_classes[TenantOf(lease)].Contains(itsClass)) _classes[TenantOf(lease)].Add(itsClass);
        foreach (var id in change.Removed) _plan.Remove(id);
        foreach (var tenure in change.Set)
        {
            _plan.Set(tenure);
            _nextTenure = Math.Max(_nextTenure, tenure.Id + 1);
        }
    }

    /// <summary>Sometimes what ends in this instant is not closed yet.</summary>
    private void GoOn()
    {
        _now = At(HourOf(_now) + _chance.Next(1, 6));
        var isSettled = _chance.Next(3) > 0;
        foreach (var id in _plan.All.Where(tenure => tenure.Until < _now || (isSettled && tenure.Until == _now)).Select(tenure => tenure.Id).ToList()) _plan.Remove(id);
    }
}
