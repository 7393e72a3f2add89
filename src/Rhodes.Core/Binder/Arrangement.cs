using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Binder;

/// <summary>
/// Puts a physical node behind each virtual node of one cell, inside one domain, level by level, so that what stands in one
/// virtual rack stands in one physical rack. What is fixed stays; what is needed gets the nodes from which the least must be
/// recalled; the rest keep their hosts where these are healthy, and get spares where they are not.
/// </summary>
/// <param name="costOf">What stopping a loan would cost, at least 1.</param>
internal sealed class Arrangement(PhysicalPool pool, CellShape shape, Func<AttemptId, Int128> costOf)
{
    private static readonly Int128 NotCounted = -1;

    private bool[] _used = [];   // by node of the domain
    private int _first;
    private readonly HashSet<AttemptId> _recalled = [];
    private readonly Dictionary<AttemptId, Int128> _costs = [];
    private Int128[] _costOfNode = [];   // by node of the domain: what must be recalled there beside what is recalled already
    private int[] _hosts = [];
    private int[] _present = [];
    private bool[] _needed = [];

    private Tree Tree => pool.Tree;

    /// <param name="fixedHosts">By the cell's own order: the node that stays behind it; -1: free to choose.</param>
    /// <param name="present">The hosts until now; -1: none.</param>
    /// <param name="needed">Which of the cell's nodes are wanted.</param>
    public (int[] Hosts, Int128 Cost, int Missing) In(Domain domain, int[] fixedHosts, int[] present, bool[] needed)
    {
        (_hosts, _present, _needed) = ([.. fixedHosts], present, needed);
        (_used, _first) = (new bool[Tree.Size(domain)], Tree.First(domain));
        _recalled.Clear();
        _costOfNode = [];
        foreach (var node in fixedHosts)
            if (node >= 0) _used[node - _first] = true;
        Arrange(domain, shape.Level, 0, _hosts.Length);
        Int128 cost = 0;
        foreach (var attempt in _recalled) cost += CostOf(attempt);
        return (_hosts, cost, _hosts.Count(node => !pool.IsHealthy(node)));
    }

    private void Arrange(Domain domain, Level level, int first, int end)
    {
        if (level == Level.Node)
        {
            if (_hosts[first] >= 0) return;
            if (_needed[first]) RecallFrom(domain.Index);
            Assign(first, domain.Index);
            return;
        }

        var inner = CellFit.NextOffered(shape, level);
        if (inner == Level.Node) ArrangeNodes(domain, first, end);
        else ArrangeChildren(domain, inner, first, end);
    }

    private void ArrangeNodes(Domain domain, int first, int end)
    {
        for (var i = first; i < end; i++)
            if (_hosts[i] < 0 && _needed[i]) Assign(i, Cheapest(domain, i));
        for (var i = first; i < end; i++)
            if (_hosts[i] < 0 && IsGoodPresent(domain, i)) Assign(i, _present[i]);
        for (var i = first; i < end; i++)
            if (_hosts[i] < 0) Assign(i, Healthiest(domain, i));
    }

    private bool IsGoodPresent(Domain domain, int i) =>
        _present[i] >= 0 && Tree.Contains(domain, _present[i]) && pool.IsHealthy(_present[i]) && !_used[_present[i] - _first];

    /// <summary>The node from which the least must be recalled, beside what is recalled already; its present one among equals.</summary>
    private int Cheapest(Domain domain, int i)
    {
        if (IsGoodPresent(domain, i) && !IsTakenByOthers(_present[i]) && RecallCost(_present[i]) == 0) return _present[i];
        var (best, least, bestRank) = (-1, (Int128)0, 0);
        for (var node = Tree.First(domain); node < Tree.End(domain); node++)
        {
            if (_used[node - _first] || IsTakenByOthers(node)) continue;
            var cost = RecallCost(node);
            var rank = (pool.IsHealthy(node) ? 0 : 2) + (node == _present[i] ? 0 : 1);
            if (best >= 0 && (rank / 2, cost, rank).CompareTo((bestRank / 2, least, bestRank)) >= 0) continue;
            (best, least, bestRank) = (node, cost, rank);
            if (rank <= 1 && cost == 0) break;   // only its present one could be better, and that is not free
        }

        Invariant.Holds(best >= 0, "a domain that holds a cell has a node for each of its nodes");
        RecallFrom(best);
        return best;
    }

    private void RecallFrom(int node)
    {
        var loans = pool.LoansOn(node);
        for (var i = 0; i < loans.Length; i++)
            if (_recalled.Add(loans[i])) CountAgainWhere(loans[i]);
    }

    /// <summary>The other nodes of what is recalled cost less now.</summary>
    private void CountAgainWhere(AttemptId recalled)
    {
        for (var i = 0; i < _costOfNode.Length; i++)
            if (_costOfNode[i] > 0 && IsOn(_first + i, recalled)) _costOfNode[i] = NotCounted;
    }

    private bool IsOn(int node, AttemptId attempt)
    {
        var loans = pool.LoansOn(node);
        for (var i = 0; i < loans.Length; i++)
            if (loans[i] == attempt) return true;
        return false;
    }

    private Int128 RecallCost(int node)
    {
        if (_costOfNode.Length == 0)
        {
            _costOfNode = new Int128[_used.Length];
            Array.Fill(_costOfNode, NotCounted);
        }

        ref var cost = ref _costOfNode[node - _first];
        if (cost == NotCounted) cost = CountCost(node);
        return cost;
    }

    private Int128 CountCost(int node)
    {
        Int128 cost = 0;
        var loans = pool.LoansOn(node);
        for (var i = 0; i < loans.Length; i++)
            if (!_recalled.Contains(loans[i])) cost += CostOf(loans[i]);
        return cost;
    }

    private Int128 CostOf(AttemptId attempt)
    {
        if (!_costs.TryGetValue(attempt, out var cost)) _costs.Add(attempt, cost = costOf(attempt));
        return cost;
    }

    /// <summary>A spare for a node that is not wanted now: healthy before broken, idle before lent, its present one among equals.</summary>
    private int Healthiest(Domain domain, int i)
    {
        var (best, bestRank) = (-1, int.MaxValue);
        for (var node = Tree.First(domain); node < Tree.End(domain); node++)
        {
            if (_used[node - _first] || IsTakenByOthers(node)) continue;
            var rank = (pool.IsHealthy(node) ? 0 : 4) + (pool.LoanTenant(node) < 0 ? 0 : 2) + (node == _present[i] ? 0 : 1);
            if (rank < bestRank) (best, bestRank) = (node, rank);
            if (bestRank <= 1) break;   // only its present one could be better, and that would have been assigned
        }

        Invariant.Holds(best >= 0, "a domain that holds a cell has a node for each of its nodes");
        return best;
    }

    /// <summary>Own work stands there: a node of this cell that is fixed, or one that the plan would not let us have.</summary>
    private bool IsTakenByOthers(int node) => pool.IsBusy(node);

    private void ArrangeChildren(Domain domain, Level inner, int first, int end)
    {
        var each = (end - first) / shape.FanOut(inner);
        HashSet<int> taken = [];
        List<int> open = [];
        for (var child = first; child < end; child += each)
        {
            if (FixedChild(inner, child, child + each) is not (>= 0 and var index)) open.Add(child);
            else if (taken.Add(index)) Arrange(new(inner, index), inner, child, child + each);
            else throw Invariant.Broken("two virtual domains of a cell do not share a physical one");
        }

        // Those that are wanted choose first, the one that wants the most before the others; then those that stand well, so that
        // they are not pushed aside for one that does not.
        foreach (var child in open.OrderByDescending(child => CountNeeded(child, child + each))
            .ThenBy(child => StandsWell(domain, inner, child, child + each) ? 0 : 1).ThenBy(child => child))
        {
            var index = BestChild(domain, inner, child, child + each, taken);
            taken.Add(index);
            Arrange(new(inner, index), inner, child, child + each);
        }
    }

    private int FixedChild(Level inner, int first, int end)
    {
        for (var i = first; i < end; i++)
            if (_hosts[i] >= 0) return Tree.DomainOf(inner, _hosts[i]);
        return -1;
    }

    private bool StandsWell(Domain domain, Level inner, int first, int end)
    {
        for (var i = first; i < end; i++)
            if (_present[i] < 0 || !Tree.Contains(domain, _present[i]) || !pool.IsHealthy(_present[i])
                || Tree.DomainOf(inner, _present[i]) != Tree.DomainOf(inner, _present[first])) return false;
        return true;
    }

    private int CountNeeded(int first, int end)
    {
        var count = 0;
        for (var i = first; i < end; i++) count += _needed[i] ? 1 : 0;
        return count;
    }

    /// <summary>The physical sub-domain with the fewest nodes missing, then the fewest lent ones to recall, then the present one.</summary>
    private int BestChild(Domain domain, Level inner, int first, int end, HashSet<int> taken)
    {
        var (from, until) = Tree.Inside(domain, inner);
        var present = _present[first] >= 0 ? Tree.DomainOf(inner, _present[first]) : -1;
        var wanted = CountNeeded(first, end);
        var (best, bestRank) = (-1, (int.MaxValue, int.MaxValue, int.MaxValue));
        for (var index = from; index < until; index++)
        {
            Domain child = new(inner, index);
            if (taken.Contains(index) || pool.BusyIn(child) > 0 || !CellFit.FitsInside(Tree, child, shape, default(AnyNode))) continue;
            var missing = Math.Max(0, end - first - (Tree.Size(child) - pool.BrokenIn(child)));
            var lent = Math.Max(0, wanted - (Tree.Size(child) - pool.BrokenIn(child) - pool.LoanedIn(child)));
            var rank = (missing, lent, index == present ? 0 : 1);
            if (rank.CompareTo(bestRank) < 0) (best, bestRank) = (index, rank);
        }

        Invariant.Holds(best >= 0, "a domain that holds a cell has a place for each of its sub-domains");
        return best;
    }

    private void Assign(int i, int node)
    {
        _hosts[i] = node;
        Invariant.Holds(!_used[node - _first], "a node hosts one virtual node");
        _used[node - _first] = true;
    }
}
