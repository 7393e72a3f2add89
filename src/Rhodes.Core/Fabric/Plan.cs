using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>A stretch of time in which one cell of a tenant stands on one physical domain.</summary>
/// <param name="Id">Given once, never again, in order of planning.</param>
/// <param name="Class">The number of the cell's class among the tenant's; with <paramref name="Slot"/> it names the virtual cell.</param>
public readonly record struct Tenure(int Id, int Tenant, int Class, int Slot, Instant From, Instant Until, Domain Domain)
{
    public bool IsOpenAt(Instant now) => From <= now && now < Until;

    public bool Overlaps(Instant from, Instant until) => From < until && from < Until;
}

/// <summary>
/// The calendar of one pool: for every confirmed cell the physical domain that it has, at each instant of its window. It is
/// the proof that every confirmed lease can be kept: at no instant do two tenures' domains overlap.
/// </summary>
/// <remarks>
/// Past tenures are removed when they close. Lists are kept in order of ids, so that a restored plan answers like one that
/// grew.
/// </remarks>
public sealed class Plan
{
    private readonly Dictionary<int, Tenure> _tenures = [];
    private readonly SortedSet<int> _ids = [];
    private readonly List<int>[][] _at;      // tenures of just this domain
    private readonly List<int>[][] _inside;  // tenures of this domain and of those in it
    private readonly FirstStart[][] _first;  // of those of just this domain, the one that starts first

    public Plan(Tree tree)
    {
        Tree = tree;
        _at = Lists(tree);
        _inside = Lists(tree);
        _first = [.. _at.Select(level => new FirstStart[level.Length])];
    }

    public Tree Tree { get; }

    public int Count => _tenures.Count;

    /// <summary>Another number after each change.</summary>
    public int Version { get; private set; }

    /// <summary>All tenures that have not closed, by id.</summary>
    public IEnumerable<Tenure> All => _ids.Select(id => _tenures[id]);

    public Tenure this[int id] => _tenures[id];

    public bool TryGet(int id, out Tenure tenure) => _tenures.TryGetValue(id, out tenure);

    /// <summary>Adds a tenure, or puts another in the place of the one with its id.</summary>
    public void Set(Tenure tenure)
    {
        Remove(tenure.Id);
        Version = unchecked(Version + 1);
        _tenures.Add(tenure.Id, tenure);
        _ids.Add(tenure.Id);
        Insert(_at[(int)tenure.Domain.Level][tenure.Domain.Index], tenure.Id);
        _first[(int)tenure.Domain.Level][tenure.Domain.Index] = default;
        ForEachAround(tenure.Domain, list => Insert(list, tenure.Id));
    }

    public bool Remove(int id)
    {
        if (!_tenures.Remove(id, out var tenure)) return false;
        Version = unchecked(Version + 1);
        _ids.Remove(id);
        _at[(int)tenure.Domain.Level][tenure.Domain.Index].Remove(id);
        _first[(int)tenure.Domain.Level][tenure.Domain.Index] = default;
        ForEachAround(tenure.Domain, list => list.Remove(id));
        return true;
    }

    /// <summary>Ids of the tenures of a domain and of the domains in it, in order.</summary>
    public IReadOnlyList<int> Inside(Domain domain) => _inside[(int)domain.Level][domain.Index];

    /// <summary>Whether nothing but <paramref name="except"/> is planned on any node of a domain in [from, until).</summary>
    public bool IsFree(Domain domain, Instant from, Instant until, int except = -1)
    {
        foreach (var id in Inside(domain))
            if (id != except && _tenures[id].Overlaps(from, until)) return false;
        return !IsHeldAround(domain, from, until, except);
    }

    /// <summary>The tenure of a domain or of one around or in it that is open now; false when there is none.</summary>
    public bool TryOpenAround(int node, Instant now, out Tenure tenure)
    {
        for (var level = Level.Node; level >= Level.Site; level--)
        {
            foreach (var id in _at[(int)level][Tree.DomainOf(level, node)])
            {
                tenure = _tenures[id];
                if (tenure.IsOpenAt(now)) return true;
            }
        }

        tenure = default;
        return false;
    }

    /// <summary>When the next tenure over a node starts, now at the earliest; never when none is planned.</summary>
    public Instant NextStart(int node, Instant now)
    {
        var next = Instant.Never;
        for (var level = Level.Site; level <= Level.Node; level++)
        {
            var index = Tree.DomainOf(level, node);
            if (_at[(int)level][index].Count == 0) continue;
            ref var first = ref _first[(int)level][index];
            if (!first.IsRightAt(now)) first = FindFirst(_at[(int)level][index], now);
            next = Instant.Earlier(next, first.From);
        }

        return next.IsNever ? next : Instant.Later(now, next);
    }

    /// <summary>
    /// Whether the whole remaining plans of two domains may be exchanged: they are alike inside, and nothing planned on
    /// either is held through a domain around it that does not hold both.
    /// </summary>
    public bool MaySwap(Domain a, Domain b) =>
        a.Level == b.Level && a.Index != b.Index && Tree.Structure(a) == Tree.Structure(b)
        && !IsHeldOverJustOne(a, b) && !IsHeldOverJustOne(b, a);

    /// <summary>Exchanges all that is planned in two domains, place by place.</summary>
    /// <returns>The ids of the tenures that moved, in order.</returns>
    public List<int> Swap(Domain a, Domain b)
    {
        Invariant.Holds(MaySwap(a, b), "only legal swaps are made");
        var shift = Tree.First(b) - Tree.First(a);
        Tenure[] fromA = [.. Inside(a).Select(id => _tenures[id])];
        Tenure[] fromB = [.. Inside(b).Select(id => _tenures[id])];
        foreach (var tenure in fromA) Set(tenure with { Domain = Shifted(tenure.Domain, shift) });
        foreach (var tenure in fromB) Set(tenure with { Domain = Shifted(tenure.Domain, -shift) });
        return [.. fromA.Concat(fromB).Select(tenure => tenure.Id).Order()];
    }

    /// <summary>The domain as far from its place as <paramref name="shift"/> nodes; the same level, the same inside.</summary>
    public Domain Shifted(Domain domain, int shift) => new(domain.Level, Tree.DomainOf(domain.Level, Tree.First(domain) + shift));

    /// <summary>What starts first of what has not ended.</summary>
    private FirstStart FindFirst(List<int> ids, Instant now)
    {
        FirstStart first = new(now, Instant.Never, Instant.Never);
        foreach (var id in ids)
        {
            var tenure = _tenures[id];
            if (tenure.Until > now && tenure.From < first.From) first = new(now, tenure.From, tenure.Until);
        }

        return first;
    }

    private bool IsHeldAround(Domain domain, Instant from, Instant until, int except)
    {
        for (var level = domain.Level - 1; level >= Level.Site; level--)
            foreach (var id in _at[(int)level][Tree.DomainOf(level, Tree.First(domain))])
                if (id != except && _tenures[id].Overlaps(from, until)) return true;
        return false;
    }

    private bool IsHeldOverJustOne(Domain one, Domain other)
    {
        for (var level = one.Level - 1; level >= Level.Site; level--)
        {
            Domain around = new(level, Tree.DomainOf(level, Tree.First(one)));
            if (_at[(int)level][around.Index].Count > 0 && !Tree.Contains(around, other)) return true;
        }

        return false;
    }

    private void ForEachAround(Domain domain, Action<List<int>> act)
    {
        for (var level = domain.Level; level >= Level.Site; level--)
            act(_inside[(int)level][Tree.DomainOf(level, Tree.First(domain))]);
    }

    private static void Insert(List<int> ids, int id)
    {
        var place = ids.BinarySearch(id);
        Invariant.Holds(place < 0, "a tenure stands in a list once");
        ids.Insert(~place, id);
    }

    private static List<int>[][] Lists(Tree tree) =>
        [.. Enumerable.Range(0, Levels.Count).Select(level =>
            Enumerable.Range(0, tree.Count((Level)level)).Select(_ => new List<int>(0)).ToArray())];

    /// <param name="Since">From then on, until it ends, it is the first of its domain.</param>
    private readonly record struct FirstStart(Instant Since, Instant From, Instant Until)
    {
        public bool IsRightAt(Instant now) => Since <= now && now < Until;
    }
}
