using Rhodes.Core.Binder;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Tests.Fabric;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Binder;

/// <summary>Hardware with cells, loans, own work and faults on it, and a binder that looks at it in hour 1.</summary>
internal sealed class Floor(params int[][] pods)
{
    private readonly Dictionary<AttemptId, Int128> _costs = [];
    private int _nextTenure = 1;
    private int _nextVirtual;

    public PhysicalPool Pool { get; } = Trees.Pool(Trees.Of(pods));

    public CellBinder Binder => new(Pool, At(1), attempt => _costs[attempt]);

    public static Instant At(int hour) => new(hour * 3_600_000L);

    /// <summary>A cell that is open until hour 9. The hosts by its own order; by default the first nodes of its domain.</summary>
    public CellNeed Cell(CellShape shape, Domain domain, int[]? hosts = null, int tenant = 0, int until = 9)
    {
        var tenure = Plan(domain, tenant, 0, until);
        var first = _nextVirtual;
        _nextVirtual += shape.TotalNodes;
        for (var i = 0; i < shape.TotalNodes; i++)
            Pool.Host(tenant, first + i, hosts?[i] ?? Pool.Tree.First(domain) + i);
        return new(tenure, shape, Dedicated: false, first, []);
    }

    /// <summary>A tenure that is planned; not open unless it starts in hour 1 or before.</summary>
    public Tenure Plan(Domain domain, int tenant, int from, int until)
    {
        Tenure tenure = new(_nextTenure, tenant, 0, _nextTenure++, At(from), At(until), domain);
        Pool.Plan.Set(tenure);
        return tenure;
    }

    /// <summary>One attempt on loan on these nodes; what it costs to stop it.</summary>
    public Floor Loan(int cost, params int[] nodes)
    {
        AttemptId attempt = new(new(9, _costs.Count + 1), 1);
        _costs.Add(attempt, cost);
        foreach (var node in nodes) Pool.AddLoan(node, attempt, Trees.Capacity);
        return this;
    }

    public Floor Busy(params int[] nodes)
    {
        foreach (var node in nodes) Pool.AddOwn(node, 1);
        return this;
    }

    public Floor Broken(params int[] nodes)
    {
        foreach (var node in nodes) Pool.SetHealthy(node, false);
        return this;
    }

    public Floor Closed(Domain domain, int tenant)
    {
        for (var node = Pool.Tree.First(domain); node < Pool.Tree.End(domain); node++) Pool.SetClosedTo(node, tenant);
        return this;
    }

    /// <summary>What stopping the loans on these nodes costs, each once.</summary>
    public Int128 CostOf(IEnumerable<int> nodes)
    {
        Int128 cost = 0;
        foreach (var attempt in nodes.SelectMany(node => Pool.LoansOn(node).ToArray()).Distinct()) cost += _costs[attempt];
        return cost;
    }
}

internal static class CellNeeds
{
    /// <summary>The same cell, with work that starts on these of its nodes, counted from its first.</summary>
    public static CellNeed Wanting(this CellNeed need, params int[] places) => need with { Needed = [.. places.Select(place => need.First + place)] };
}
