using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>A lease book of one tiny site: what was confirmed, and the plan that the answers came to.</summary>
public sealed class TinyBook(TinyFabric fabric)
{
    private readonly List<TinyLease> _confirmed = [];
    private readonly List<CellClass>[] _classes = [[], []];
    private int _nextTenure = 1;

    public TinyFabric Fabric { get; } = fabric;

    public Plan Plan { get; } = new(fabric.Tree);

    public IReadOnlyList<TinyLease> Confirmed => _confirmed;

    public Instant Now { get; private set; } = Instant.Beginning;

    public int Hour => TinyLease.HourOf(Now);

    /// <summary>Goes to the start of an hour: what has ended by then leaves the plan.</summary>
    public void GoTo(int hour)
    {
        if (hour < 0) return;
        Now = TinyLease.At(hour);
        foreach (var id in Plan.All.Where(tenure => tenure.Until <= Now).Select(tenure => tenure.Id).ToList()) Plan.Remove(id);
    }

    public Answer Ask(TinyLease lease) => Book.Ask(ViewFor(lease.Tenant), Spec(lease));

    public IReadOnlyList<Offer> OffersFor(TinyLease lease) => Book.OffersFor(ViewFor(lease.Tenant), Spec(lease));

    public int MostCells(TinyLease lease) => Book.MostCells(ViewFor(lease.Tenant), Spec(lease));

    public Answer Ask(int tenant, LeaseSpec lease) => Book.Ask(ViewFor(tenant), lease);

    /// <summary>Makes a yes so, as the core does.</summary>
    public void Confirm(TinyLease lease, BookChange change)
    {
        _confirmed.Add(lease);
        var itsClass = CellDemand.ClassOf(Spec(lease));
        if (!_classes[lease.Tenant].Contains(itsClass)) _classes[lease.Tenant].Add(itsClass);
        foreach (var id in change.Removed) Plan.Remove(id);
        foreach (var tenure in change.Set)
        {
            Plan.Set(tenure);
            _nextTenure = Math.Max(_nextTenure, tenure.Id + 1);
        }
    }

    /// <summary>What is open now stays where it is.</summary>
    public List<Pin> Pins() =>
        [.. Plan.All.Where(tenure => tenure.From <= Now).Select(tenure => new Pin(tenure.Tenant, KindOf(tenure), tenure.Slot, Fabric.NodesOf(tenure.Domain)))];

    public int KindOf(Tenure tenure)
    {
        var shape = _classes[tenure.Tenant][tenure.Class].Shape;
        return Fabric.Kinds.TakeWhile(kind => kind.Shape != shape).Count();
    }

    private LeaseSpec Spec(TinyLease lease) => lease.Spec(Fabric, $"lease {_confirmed.Count + 1}");

    private BookView ViewFor(int tenant) => new()
    {
        Tree = Fabric.Tree,
        Plan = Plan,
        Now = Now,
        NextTenure = _nextTenure,
        ClassOf = tenure => _classes[tenure.Tenant][tenure.Class],
        NumberOf = itsClass => _classes[tenant].IndexOf(itsClass) is >= 0 and var known ? known : _classes[tenant].Count,
        LeasesOf = itsClass => [.. _confirmed.Where(lease => lease.Tenant == tenant).Select(Spec).Where(lease => CellDemand.ClassOf(lease) == itsClass)],
        Tenant = tenant,
    };
}
