using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Fabric;

/// <summary>Counts, stock and what-ifs, against books kept the slow way, under operations drawn by number.</summary>
public sealed class StockTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 40)]
    [InlineData(9, 3)]
    [InlineData(64, 3)]
    [InlineData(130, 9)]
    public void Buckets_answer_like_a_list_of_counts(int domains, int most)
    {
        Random chance = new(domains);
        CountBuckets buckets = new(domains, most);
        var counts = new int[domains];
        for (var round = 0; round < 3_000; round++)
        {
            var (domain, count) = (chance.Next(domains), chance.Next(most + 1));
            buckets.Set(domain, counts[domain] = count);
            var (limit, from) = (chance.Next(-1, most + 2), chance.Next(domains + 1));
            Assert.Equal(counts[domain], buckets[domain]);
            Assert.Equal(counts.Where(other => other >= limit).DefaultIfEmpty(-1).Min(), buckets.NextCount(limit));
            Assert.Equal(counts.Where(other => other <= limit).DefaultIfEmpty(-1).Max(), buckets.PreviousCount(limit));
            Assert.Equal(Enumerable.Range(0, domains).Where(other => other >= from && counts[other] == count).DefaultIfEmpty(-1).First(), buckets.NextDomain(count, from));
        }
    }

    [Fact]
    public void The_stock_counts_what_is_free_however_it_came_about()
    {
        Random chance = new(1);
        Books books = new(new(Trees.Of([3, 1], [2, 2]), Trees.Capacity, open: true));
        for (var round = 0; round < 4_000; round++)
        {
            books.Change(chance, null);
            books.Check();
        }
    }

    [Fact]
    public void A_trial_takes_back_all_that_was_done_through_it()
    {
        Random chance = new(2);
        Books books = new(new(Trees.OfCells(Trees.Pods(2, 2), Trees.Racks(3), CellShape.OneNode), Trees.Capacity, open: false));
        for (var round = 0; round < 400; round++)
        {
            books.Change(chance, null);
            var before = books.Copy();
            using (Trial trial = new())
            {
                for (var i = 0; i < chance.Next(8); i++) books.Change(chance, trial);
                books.Check();
                var (mark, middle) = (trial.Mark, books.Copy());
                for (var i = 0; i < chance.Next(8); i++) books.Change(chance, trial);
                trial.BackTo(mark);
                books.Restore(middle);
                books.Check();
            }

            books.Restore(before);
            books.Check();
        }
    }

    [Fact]
    public void Nothing_is_taken_twice_and_nothing_given_back_that_was_not_taken()
    {
        NodeStock stock = new(Trees.Of([2]), Trees.Capacity, open: true);
        stock.Take(0, new(5, 1, 1));
        Assert.Throws<InvariantBrokenException>(() => stock.Take(0, new(4, 1, 1)));
        Assert.Throws<InvariantBrokenException>(() => stock.Give(0, new(5, 2, 1)));
        Assert.Equal(new NodeDemand(5, 1, 1), stock.TakenOf(0));
    }

    [Theory]
    [InlineData(8, null, null, 8, 64, 1_024)]
    [InlineData(2, null, null, 2, 16, 256)]
    [InlineData(3, null, null, 3, 24, 384)]
    [InlineData(2, 60, 1_000L, 2, 60, 1_000)]
    [InlineData(8, 1, 1L, 8, 64, 1_024)] // the whole node: nobody else could use the rest
    public void A_group_takes_in_proportion_to_its_devices(int devices, int? cores, long? memory, int takesDevices, int takesCores, long takesMemory) =>
        Assert.Equal(new NodeDemand(takesDevices, takesCores, takesMemory),
            Demand.Of(new() { Nodes = 1, DevicesPerNode = devices, CoresPerNode = cores, MemoryMibPerNode = memory }, Trees.Capacity));

    [Theory]
    [InlineData(9, null, null)]
    [InlineData(1, 65, null)]
    [InlineData(1, null, 1_025L)]
    public void No_node_has_more_than_the_pool_says(int devices, int? cores, long? memory) =>
        Assert.Null(Demand.Of(new() { Nodes = 1, DevicesPerNode = devices, CoresPerNode = cores, MemoryMibPerNode = memory }, Trees.Capacity));

    /// <summary>A stock, and what it must say.</summary>
    private sealed class Books(NodeStock stock)
    {
        private readonly List<NodeDemand>[] _taken = [.. Enumerable.Range(0, stock.Tree.Nodes).Select(_ => new List<NodeDemand>())];
        private readonly bool[] _open = [.. Enumerable.Range(0, stock.Tree.Nodes).Select(stock.IsOpen)];

        public (NodeDemand[][] Taken, bool[] Open) Copy() => ([.. _taken.Select(taken => taken.ToArray())], [.. _open]);

        public void Restore((NodeDemand[][] Taken, bool[] Open) copy)
        {
            for (var node = 0; node < _taken.Length; node++)
            {
                _taken[node] = [.. copy.Taken[node]];
                _open[node] = copy.Open[node];
            }
        }

        public void Change(Random chance, Trial? trial)
        {
            var node = chance.Next(stock.Tree.Nodes);
            NodeDemand demand = chance.Next(3) == 0 ? stock.Capacity : new(chance.Next(1, 9), chance.Next(65), chance.Next(1_025));
            if (chance.Next(4) == 0) Open(trial, node, chance.Next(3) > 0);
            else if (chance.Next(2) == 0 && _taken[node].Count > 0) Give(trial, node);
            else if (Covers(Free(node), demand)) Take(trial, node, demand);
        }

        public void Check()
        {
            var nodes = Enumerable.Range(0, stock.Tree.Nodes).ToList();
            Assert.Equal(nodes.Select(node => _open[node] ? Free(node) : default), nodes.Select(stock.Free));
            Assert.Equal(nodes.Select(node => _taken[node].Count == 0), nodes.Select(stock.IsUntouched));
            Assert.Equal(nodes.Where(IsWhole), nodes.Where(stock.IsWhole));
            Assert.Equal(nodes.Count(IsWhole), stock.WholeNodes);
            Assert.Equal(nodes.Where(node => _open[node]).Sum(node => Free(node).Devices), stock.FreeDevices);
            Assert.Equal(nodes.Select(node => _open[node] ? Free(node).Devices : 0), nodes.Select(node => stock.NodesByFreeDevices[node]));
            for (var level = Level.Site; level < Level.Node; level++)
                for (var i = 0; i < stock.Tree.Count(level); i++)
                    Assert.Equal(nodes.Count(node => stock.Tree.DomainOf(level, node) == i && IsWhole(node)), stock.WholeNodesIn(new(level, i)));
        }

        private bool IsWhole(int node) => _open[node] && _taken[node].TrueForAll(taken => taken == default);

        private NodeDemand Free(int node) => new(
            stock.Capacity.Devices - _taken[node].Sum(taken => taken.Devices), stock.Capacity.Cores - _taken[node].Sum(taken => taken.Cores),
            stock.Capacity.MemoryMib - _taken[node].Sum(taken => taken.MemoryMib));

        private static bool Covers(NodeDemand free, NodeDemand demand) =>
            free.Devices >= demand.Devices && free.Cores >= demand.Cores && free.MemoryMib >= demand.MemoryMib;

        private void Open(Trial? trial, int node, bool open)
        {
            _open[node] = open;
            if (trial is null) stock.SetOpen(node, open);
            else trial.SetOpen(stock, node, open);
        }

        private void Take(Trial? trial, int node, NodeDemand demand)
        {
            _taken[node].Add(demand);
            if (trial is null) stock.Take(node, demand);
            else trial.Take(stock, node, demand);
        }

        private void Give(Trial? trial, int node)
        {
            var demand = _taken[node][^1];
            _taken[node].RemoveAt(_taken[node].Count - 1);
            if (trial is null) stock.Give(node, demand);
            else trial.Give(stock, node, demand);
        }
    }
}
