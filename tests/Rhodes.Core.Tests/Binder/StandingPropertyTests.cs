using Rhodes.Core.Binder;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.Binder;

/// <summary>Whatever the binder answers, on thousands of floors drawn by number: it could be made so at once.</summary>
public sealed class StandingPropertyTests
{
    private static readonly CellShape[] Shapes = [CellShape.OneNode, Racks(1), Racks(2), Pods(3), Pods(2, 1), Pods(2, 2)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_standing_is_sound(int family)
    {
        var moved = 0;
        for (var seed = family * 4_000; seed < (family + 1) * 4_000; seed++)
        {
            Random chance = new(seed);
            var (floor, need) = Draw(chance);
            var binder = floor.Binder;
            foreach (var (standing, wanted, what) in Standings(chance, floor, need, binder))
            {
                var problems = Problems(floor, wanted, standing).Concat(what is "work" or "under" ? LostProblems(floor, need, standing) : []).ToList();
                Assert.True(problems.Count == 0, $"seed {seed}, {what}: {string.Join("; ", problems)}");
                if (standing.Domain != need.Tenure.Domain) moved++;
            }
        }

        Assert.True(moved > 500, $"{moved} cells moved");
    }

    private static IEnumerable<(Standing, CellNeed, string)> Standings(Random chance, Floor floor, CellNeed need, CellBinder binder)
    {
        yield return (binder.Open(need), need, "open");
        yield return (binder.Heal(need), need, "heal");
        var wanting = need.Wanting([.. Enumerable.Range(0, need.Nodes).Where(i => !floor.Pool.IsBusy(HostOf(floor, need, i)) && chance.Next(2) == 0)]);
        yield return (binder.ForWork(wanting), wanting, "work");
        var onLoan = Enumerable.Range(0, floor.Pool.Tree.Nodes).Where(node => floor.Pool.LoanTenant(node) >= 0).Take(wanting.Needed.Count).ToList();
        if (onLoan.Count > 0 && onLoan.Count == wanting.Needed.Count && binder.Under(wanting, onLoan) is { } under) yield return (under, wanting with { Needed = [] }, "under");
    }

    private static (Floor, CellNeed) Draw(Random chance)
    {
        int[][][] fabrics = [[[2, 2], [2, 2]], [[3, 1, 2], [2, 2, 3]], [[3, 3], [3, 3], [3, 3]]];
        Floor floor = new(fabrics[chance.Next(fabrics.Length)]);
        CellNeed? need = null;
        for (var tries = 0; tries < 12; tries++)
        {
            var shape = Shapes[chance.Next(Shapes.Length)];
            Domain domain = new(shape.Level, chance.Next(floor.Pool.Tree.Count(shape.Level)));
            var (isFirst, from) = (need is null, chance.Next(1, 4));
            if (isFirst) from = 0;
            var until = from + chance.Next(2, 5);
            if (!CellFit.Fits(floor.Pool.Tree, domain, shape, default(AnyNode)) || !floor.Pool.Plan.IsFree(domain, Floor.At(from), Floor.At(until))) continue;
            if (from > 1) floor.Plan(domain, tenant: 1, from, until);
            else if (isFirst) need = floor.Cell(shape, domain, HostsIn(floor, domain, shape), until: until);
            else if (shape.TotalNodes == 1) floor.Cell(shape, domain, tenant: 1, until: until);
        }

        for (var node = 0; node < floor.Pool.Tree.Nodes; node++)
        {
            if (chance.Next(6) == 0) floor.Broken(node);
            else if (!floor.Pool.GuestOf(node).IsNone && chance.Next(5) == 0) floor.Busy(node);
            else if (chance.Next(3) == 0) floor.Loan(chance.Next(1, 9), node);
            else if (chance.Next(12) == 0) floor.Closed(Node(node), tenant: 1);
        }

        return need is null ? Draw(chance) : (floor, need);
    }

    /// <summary>The first nodes of the first sub-domains that hold as many as the cell wants of each.</summary>
    private static int[] HostsIn(Floor floor, Domain domain, CellShape shape)
    {
        var tree = floor.Pool.Tree;
        if (domain.Level == Level.Node) return [domain.Index];
        if (shape.Racks == 0) return [.. Enumerable.Range(tree.First(domain), shape.Nodes)];
        var (first, end) = tree.Inside(domain, Level.Rack);
        return [.. Enumerable.Range(first, end - first).Select(Rack).Where(rack => tree.Size(rack) >= shape.Nodes).Take(shape.Racks)
            .SelectMany(rack => Enumerable.Range(tree.First(rack), shape.Nodes))];
    }

    private static int HostOf(Floor floor, CellNeed need, int i) => floor.Pool.HostOf(need.Tenure.Tenant, need.First + i);

    private static IEnumerable<string> Problems(Floor floor, CellNeed need, Standing standing)
    {
        var (pool, tree, hosts, domain) = (floor.Pool, floor.Pool.Tree, standing.Hosts, standing.Domain);
        if (hosts.Length != need.Nodes) yield return $"{hosts.Length} hosts for {need.Nodes} nodes";
        if (hosts.Distinct().Count() < hosts.Length) yield return "a node stands behind two";
        if (hosts.Any(host => !tree.Contains(domain, host))) yield return "a host is outside the domain";
        if (standing.Missing != hosts.Count(host => !pool.IsHealthy(host))) yield return $"{standing.Missing} missing is wrong";
        var cost = floor.CostOf(need.Needed.Select(node => hosts[node - need.First]));
        if (standing.Cost != cost) yield return $"the cost is {cost}, not {standing.Cost}";
        for (var i = 0; i < hosts.Length; i++)
        {
            var was = HostOf(floor, need, i);
            if (pool.IsBusy(was) && hosts[i] != was) yield return $"the work on {was} would move";
            if (pool.IsBusy(hosts[i]) && hosts[i] != was) yield return $"{hosts[i]} is in use by other work";
        }

        if (need.Shape.Racks > 0)
        {
            var racks = hosts.Chunk(need.Shape.Nodes).Select(chunk => chunk.Select(host => tree.DomainOf(Level.Rack, host)).Distinct().ToArray()).ToList();
            if (racks.Any(rack => rack.Length != 1) || racks.Select(rack => rack[0]).Distinct().Count() < racks.Count) yield return "virtual racks are not racks";
        }

        foreach (var problem in domain == need.Tenure.Domain ? [] : MoveProblems(floor, need, standing)) yield return problem;
    }

    /// <summary>A tenant learns of lost nodes from faults and repairs, and never because its work starts.</summary>
    private static IEnumerable<string> LostProblems(Floor floor, CellNeed need, Standing standing)
    {
        for (var i = 0; i < need.Nodes; i++)
            if (floor.Pool.IsHealthy(HostOf(floor, need, i)) != floor.Pool.IsHealthy(standing.Hosts[i])) yield return $"node {i} would be lost, or be back";
    }

    private static IEnumerable<string> MoveProblems(Floor floor, CellNeed need, Standing standing)
    {
        var (pool, tree) = (floor.Pool, floor.Pool.Tree);
        var nodes = Enumerable.Range(tree.First(standing.Domain), tree.Size(standing.Domain)).ToList();
        if (nodes.Exists(pool.IsBusy) || !floor.Binder.IsIdle(need)) yield return "work would be moved";
        if (nodes.Exists(node => pool.ClosedTo(node) >= 0)) yield return "the domain is closed";
        var others = pool.Plan.All.Where(tenure => tenure.Id != need.Tenure.Id && Touch(tree, tenure.Domain, standing.Domain)).ToList();
        var isFree = !others.Exists(tenure => tenure.Overlaps(Floor.At(1), need.Tenure.Until));
        if (standing.BySwap == isFree) yield return "it goes by move when the domain is free, else by swap";
        if (standing.BySwap && !pool.Plan.MaySwap(need.Tenure.Domain, standing.Domain)) yield return "the swap is illegal";
    }

    private static bool Touch(Tree tree, Domain a, Domain b) => tree.First(a) < tree.End(b) && tree.First(b) < tree.End(a);
}
