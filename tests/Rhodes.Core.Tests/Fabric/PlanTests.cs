using Rhodes.Core.Fabric;
using Rhodes.Core.Units;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.Fabric;

/// <summary>The calendar against a list of tenures that is read from end to end.</summary>
public sealed class PlanTests
{
    private static readonly int[][][] Fabrics = [[[2, 2], [2, 2]], [[3, 1], [2, 2], [3, 1]], [[2], [2], [1, 2]]];

    private static Instant At(int hour) => new(hour);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_calendar_answers_like_a_list(int fabric)
    {
        Random chance = new(fabric);
        for (var round = 0; round < 150; round++)
        {
            var (plan, tenures) = Draw(chance, Fabrics[fabric]);
            for (var i = 0; i < 20; i++)
            {
                var (domain, from) = (AnyDomain(chance, plan.Tree), chance.Next(8));
                var (until, except) = (from + chance.Next(1, 5), chance.Next(12));
                Assert.Equal(tenures.TrueForAll(t => t.Id == except || !Touch(plan.Tree, t.Domain, domain) || !t.Overlaps(At(from), At(until))),
                    plan.IsFree(domain, At(from), At(until), except));
                Assert.Equal(tenures.Where(t => IsIn(plan.Tree, t.Domain, domain)).Select(t => t.Id), plan.Inside(domain));
                var node = chance.Next(plan.Tree.Nodes);
                var open = tenures.Where(t => plan.Tree.Contains(t.Domain, node) && t.IsOpenAt(At(from))).ToList();
                Assert.Equal(open.Count == 1, plan.TryOpenAround(node, At(from), out var found));
                if (open.Count == 1) Assert.Equal(open[0], found);
                var next = tenures.Where(t => plan.Tree.Contains(t.Domain, node) && t.Until > At(from)).Select(t => Instant.Later(At(from), t.From));
                Assert.Equal(next.Append(Instant.Never).Min(), plan.NextStart(node, At(from)));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_legal_swap_keeps_the_plan_feasible_and_is_its_own_inverse(int fabric)
    {
        Random chance = new(100 + fabric);
        var swaps = 0;
        for (var round = 0; round < 400; round++)
        {
            var (plan, tenures) = Draw(chance, Fabrics[fabric]);
            var a = AnyDomain(chance, plan.Tree);
            Domain b = new(a.Level, chance.Next(plan.Tree.Count(a.Level)));
            Assert.Equal(MaySwap(plan.Tree, tenures, a, b), plan.MaySwap(a, b));
            if (!plan.MaySwap(a, b)) continue;
            swaps++;
            var moved = plan.Swap(a, b);
            Assert.Equal(tenures.Where(t => IsIn(plan.Tree, t.Domain, a) || IsIn(plan.Tree, t.Domain, b)).Select(t => t.Id), moved);
            AssertFeasible(plan, tenures);
            Assert.Equal(tenures.Where(t => !moved.Contains(t.Id)), plan.All.Where(t => !moved.Contains(t.Id)));
            var shift = plan.Tree.First(b) - plan.Tree.First(a);
            foreach (var t in tenures.Where(t => IsIn(plan.Tree, t.Domain, a))) Assert.Equal(plan.Tree.First(t.Domain) + shift, plan.Tree.First(plan[t.Id].Domain));
            Assert.Equal(moved, plan.Swap(a, b));
            Assert.Equal(tenures.OrderBy(t => t.Id), plan.All);
        }

        Assert.True(swaps > 50, $"{swaps} swaps were legal");
    }

    [Fact]
    public void A_tenure_of_a_known_id_takes_the_place_of_the_one_before()
    {
        Plan plan = new(Of([2, 2]));
        plan.Set(new(7, 0, 0, 0, At(1), At(2), Rack(0)));
        plan.Set(new(7, 0, 0, 0, At(3), At(4), Rack(1)));
        Assert.Equal(Rack(1), Assert.Single(plan.All).Domain);
        Assert.True(plan.IsFree(Rack(0), At(0), At(9)));
        Assert.False(plan.IsFree(Node(2), At(3), At(4)));
        Assert.True(plan.IsFree(Pod(0), At(1), At(3)));
        Assert.True(plan.Remove(7));
        Assert.False(plan.Remove(7));
        Assert.Equal(0, plan.Count);
    }

    [Fact]
    public void An_illegal_swap_stops_the_process()
    {
        Plan plan = new(Of([2, 1], [2, 1]));
        plan.Set(new(1, 0, 0, 0, At(1), At(2), Pod(0)));
        Assert.Throws<InvariantBrokenException>(() => plan.Swap(Rack(0), Rack(2)));
        Assert.Throws<InvariantBrokenException>(() => plan.Swap(Rack(0), Rack(0)));
        Assert.Throws<InvariantBrokenException>(() => plan.Swap(Rack(0), Rack(1)));
    }

    /// <summary>What starts first on a node is remembered, but not beyond a change.</summary>
    [Fact]
    public void What_starts_next_is_another_once_a_tenure_comes_or_goes()
    {
        Random chance = new(7);
        for (var round = 0; round < 50; round++)
        {
            var (plan, tenures) = Draw(chance, Fabrics[0]);
            foreach (var tenure in tenures.ToList())
            {
                var node = plan.Tree.First(tenure.Domain);
                var others = tenures.Where(t => t != tenure && plan.Tree.Contains(t.Domain, node) && t.Until > At(0)).Select(t => t.From).Append(Instant.Never).Min();
                var first = Instant.Earlier(tenure.From, others);
                Assert.Equal(first, plan.NextStart(node, At(0)));
                plan.Remove(tenure.Id);
                Assert.Equal(others, plan.NextStart(node, At(0)));
                plan.Set(tenure);
                Assert.Equal(first, plan.NextStart(node, At(0)));
            }
        }
    }

    private static (Plan Plan, List<Tenure> Tenures) Draw(Random chance, int[][] pods)
    {
        Plan plan = new(Of(pods));
        List<Tenure> tenures = [];
        var wanted = chance.Next(2, 14);
        for (var id = wanted; id > 0; id--)
        {
            var from = chance.Next(8);
            Tenure tenure = new(id, chance.Next(2), 0, id, At(from), At(from + chance.Next(1, 5)), AnyDomain(chance, plan.Tree));
            if (tenures.Exists(t => Touch(plan.Tree, t.Domain, tenure.Domain) && t.Overlaps(tenure.From, tenure.Until))) continue;
            tenures.Add(tenure);
            plan.Set(tenure);
            if (chance.Next(6) > 0) continue;
            plan.Remove(tenure.Id);
            tenures.RemoveAt(tenures.Count - 1);
        }

        Assert.Equal(tenures.OrderBy(t => t.Id), plan.All);
        return (plan, [.. tenures.OrderBy(t => t.Id)]);
    }

    private static bool MaySwap(Tree tree, List<Tenure> tenures, Domain a, Domain b) =>
        a != b && Sizes(tree, a).SequenceEqual(Sizes(tree, b))
        && tenures.TrueForAll(t => t.Domain.Level >= a.Level || tree.Contains(t.Domain, a) == tree.Contains(t.Domain, b));

    /// <summary>What is inside, place by place: for each level the firsts and the sizes, counted from the domain's own first node.</summary>
    private static IEnumerable<int> Sizes(Tree tree, Domain domain)
    {
        yield return tree.Size(domain);
        for (var node = tree.First(domain); node < tree.End(domain); node++)
            for (var level = domain.Level + 1; level < Level.Node; level++)
                yield return tree.First(new(level, tree.DomainOf(level, node))) - tree.First(domain);
    }

    private static void AssertFeasible(Plan plan, List<Tenure> before)
    {
        var all = plan.All.ToList();
        Assert.Equal(before.Select(t => (t.Id, t.From, t.Until, t.Domain.Level)), all.Select(t => (t.Id, t.From, t.Until, t.Domain.Level)));
        foreach (var (one, other) in all.SelectMany(one => all.Where(other => other.Id > one.Id).Select(other => (one, other))))
            Assert.False(Touch(plan.Tree, one.Domain, other.Domain) && one.Overlaps(other.From, other.Until), $"{one} and {other}");
    }

    private static Domain AnyDomain(Random chance, Tree tree)
    {
        var level = (Level)chance.Next((int)Level.Pod, Levels.Count);
        return new(level, chance.Next(tree.Count(level)));
    }

    private static bool IsIn(Tree tree, Domain inner, Domain outer) => inner.Level >= outer.Level && tree.Contains(outer, inner);

    private static bool Touch(Tree tree, Domain a, Domain b) => tree.First(a) < tree.End(b) && tree.First(b) < tree.End(a);
}
