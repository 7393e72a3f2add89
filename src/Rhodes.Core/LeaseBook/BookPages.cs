using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Remembers what earlier questions about a plan needed. What it remembers follows from the plan and the time alone, so answers
/// are the same with one that is new.
/// </summary>
public sealed class BookMemory
{
    private BookPages? _pages;

    internal BookPages PagesFor(BookView view) => _pages?.AreOf(view) == true ? _pages : _pages = new(view);
}

/// <summary>
/// What a plan comes to at a time, whoever asks: its tenures in stretches of time, counts, and what is taken. It is made ready when it
/// is first needed. A question may change what is taken, and puts it back.
/// </summary>
internal sealed class BookPages
{
    private readonly Plan _plan;
    private readonly int _version;
    private readonly Instant _now;
    private readonly PlannedTenure[] _planned;   // by id
    private readonly Dictionary<(int Tenant, int Class), List<PlannedTenure>> _byClass = [];
    private readonly Dictionary<CellShape, int[]> _counts;
    private readonly Dictionary<CellShape, List<CellLimit>> _limits = [];
    private readonly Occupancy _drafts;
    private Occupancy? _taken;
    private Occupancy? _startedTaken;
    private WishLine? _widest;
    private KeptPass[]? _passes;

    public BookPages(BookView view)
    {
        (_plan, _version, _now) = (view.Plan, view.Plan.Version, view.Now);
        List<Tenure> all = new(view.Plan.Count);   // lists that grow into the thousands would be copied again and again
        all.AddRange(view.Plan.All);
        Cuts = InOrder(all.SelectMany(tenure => new[] { tenure.From, tenure.Until }));
        Ends = InOrder(all.Select(tenure => tenure.Until).Where(end => end > view.Now && !end.IsNever));
        Time = new(view.Now, Cuts);
        Facts = new(view.Tree);
        _planned = [.. all.Select(tenure => new PlannedTenure(tenure, view.ClassOf(tenure).Shape, Time.Of(tenure.From, tenure.Until)))];
        Started = Array.FindAll(_planned, planned => planned.Tenure.From <= _now);
        Unstarted = Array.FindAll(_planned, planned => planned.Tenure.From > _now);
        foreach (var planned in _planned) ListOf(planned.Tenure.Tenant, planned.Tenure.Class).Add(planned);
        _counts = CellCounts.Count(Time, _planned);
        _drafts = new(view.Tree, 1);
        _drafts.StartDrafting();
    }

    /// <summary>All instants at which something planned starts or ends.</summary>
    public IReadOnlyList<Instant> Cuts { get; }

    /// <summary>All instants to come at which something planned ends.</summary>
    public IReadOnlyList<Instant> Ends { get; }

    public Timeline Time { get; }

    public ShapeFacts Facts { get; }

    public IReadOnlyList<PlannedTenure> Planned => _planned;

    /// <summary>Everything that is planned.</summary>
    public Occupancy Taken => _taken ??= Occupied(_planned);

    public IReadOnlyList<PlannedTenure> Started { get; }

    public IReadOnlyList<PlannedTenure> Unstarted { get; }

    /// <summary>What has started.</summary>
    public Occupancy StartedTaken => _startedTaken ??= Occupied(Started);

    /// <summary>What has not started, larger cells first.</summary>
    public WishLine Widest => _widest ??= new(Unstarted, WishOrder.Widest);

    /// <summary>The ways in which all that has not started is put down anew, in the order in which they are tried.</summary>
    public IReadOnlyList<KeptPass> Passes => _passes ??= MakePasses();

    public bool AreOf(BookView view) => _plan == view.Plan && _version == view.Plan.Version && _now == view.Now;

    /// <summary>Whether a tenure is planned just so.</summary>
    public bool IsPlanned(Tenure tenure) => _plan.TryGet(tenure.Id, out var planned) && planned == tenure;

    /// <summary>The tenures of a class, by id.</summary>
    public IReadOnlyList<PlannedTenure> Of(int tenant, int cellClass) => _byClass.GetValueOrDefault((tenant, cellClass)) ?? [];

    /// <summary>What limits cells of a shape.</summary>
    public IReadOnlyList<CellLimit> LimitsOf(CellShape shape)
    {
        if (!_limits.TryGetValue(shape, out var limits)) _limits.Add(shape, limits = CellLimit.Of(_plan.Tree, Facts, Time, _counts, shape));
        return limits;
    }

    /// <summary>Room for what a question puts down, in stretches of its own.</summary>
    public Occupancy Drafts(int stretches)
    {
        _drafts.Cut(stretches);
        return _drafts;
    }

    public Occupancy Occupied(IEnumerable<PlannedTenure> planned)
    {
        Occupancy taken = new(_plan.Tree, Time.Stretches);
        foreach (var each in planned) taken.Take(each.Tenure.Domain, each.Window);
        taken.StartDrafting();
        return taken;
    }

    private KeptPass[] MakePasses()
    {
        KeptPass Anywhere(WishLine line) => new(_plan.Tree, this, line, mayStay: false);
        return [new(_plan.Tree, this, Widest, mayStay: true), Anywhere(Widest), Anywhere(new(Unstarted, WishOrder.Earliest)), Anywhere(new(Unstarted, WishOrder.Longest))];
    }

    private List<PlannedTenure> ListOf(int tenant, int cellClass)
    {
        if (!_byClass.TryGetValue((tenant, cellClass), out var list)) _byClass.Add((tenant, cellClass), list = []);
        return list;
    }

    private static List<Instant> InOrder(IEnumerable<Instant> instants)
    {
        HashSet<Instant> distinct = [.. instants];
        return [.. distinct.Order()];
    }
}
