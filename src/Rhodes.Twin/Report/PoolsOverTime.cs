using Rhodes.Core.Contract;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Report;

/// <summary>How many nodes of each pool are leased and how many are down, over time: whether the spares suffice.</summary>
internal sealed class PoolsOverTime(TimeLine time)
{
    private readonly List<PoolOverTime> _pools = [];
    private readonly Dictionary<string, int> _poolByName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _poolOfNode = [];
    private readonly Dictionary<int, int> _nodesOfTenure = [];

    /// <summary>By the pool's index at the site.</summary>
    public IReadOnlyList<PoolOverTime> All => _pools;

    public void Saw(Instant at, Event @event)
    {
        switch (@event)
        {
            case FabricChanged e: Change(at, e); break;
            case CellOpened e:
                _nodesOfTenure.Add(e.Tenure, e.Hosts.Length);
                _pools[e.Pool].Leased.Change(at, e.Hosts.Length);
                break;
            case CellClosed e:
                _nodesOfTenure.Remove(e.Tenure, out var nodes);
                _pools[e.Pool].Leased.Change(at, -nodes);
                break;
            case NodeWentDown e: _pools[_poolOfNode[e.Node.Value]].GoDown(at); break;
            case NodeCameUp e: _pools[_poolOfNode[e.Node.Value]].Down.Change(at, -1); break;
        }
    }

    public void Keep(Keeper keeper)
    {
        keeper.List(_pools, pool =>
        {
            pool ??= new("", time);
            pool.Keep(keeper);
            return pool;
        });
        keeper.Map(_poolByName, keeper.Text, keeper.Number);
        keeper.Map(_poolOfNode, keeper.Number, keeper.Number);
        keeper.Map(_nodesOfTenure, keeper.Number, keeper.Number);
    }

    private void Change(Instant at, FabricChanged change)
    {
        foreach (var pool in change.AddedPools)
        {
            _poolByName.Add(pool.Name, _pools.Count);
            _pools.Add(new(pool.Name, time));
        }

        foreach (var added in change.Added)
        {
            var pool = _poolOfNode[added.Id.Value] = _poolByName[added.Spec.Pool];
            _pools[pool].Nodes.Change(at, 1);
        }

        foreach (var removed in change.Removed)
            if (_poolOfNode.Remove(removed.Value, out var pool)) _pools[pool].Nodes.Change(at, -1);
    }
}

/// <summary>One pool's part of <see cref="PoolsOverTime"/>, in nodes.</summary>
internal sealed class PoolOverTime(string name, TimeLine time)
{
    public string Name { get; private set; } = name;

    public LevelOverTime Nodes { get; } = time.AddLevel();

    /// <summary>Nodes that open cells have.</summary>
    public LevelOverTime Leased { get; } = time.AddLevel();

    public LevelOverTime Down { get; } = time.AddLevel();

    public long Faults { get; private set; }

    public void GoDown(Instant at)
    {
        Faults++;
        Down.Change(at, 1);
    }

    public void Keep(Keeper keeper)
    {
        (Name, Faults) = (keeper.Text(Name), keeper.Number(Faults));
        foreach (var level in new[] { Nodes, Leased, Down }) level.Keep(keeper);
    }
}
