using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.LeaseBook;

/// <summary>The largest gang that one domain of a level holds.</summary>
public sealed class DomainGangTests
{
    [Fact]
    public void A_pod_holds_what_it_is_sold_with_and_stands_on_more() => Assert.Equal(
        [new(Level.Site, 9, 12, false), new(Level.Hall, 9, 12, false), new(Level.Pod, 3, 4, true), new(Level.Node, 1, 1, true)],
        DomainGang.Of(Of([2, 2], [2, 2], [2, 2]), Pods(3), [Pod(0), Pod(1), Pod(2)]));

    [Fact]
    public void Racks_are_offered_only_where_they_are_sold() => Assert.Equal(
        [new(Level.Pod, 4, 6, true), new(Level.Rack, 2, 3, true), new(Level.Node, 1, 1, true)],
        DomainGang.Of(Of([3, 3]), Pods(2, 2), [Pod(0)]).Where(gang => gang.IsPromised));

    [Fact]
    public void The_racks_of_a_pod_are_those_that_stand_in_it() => Assert.Equal(
        [new(Level.Pod, 4, 8, true), new(Level.Rack, 2, 4, true), new(Level.Node, 1, 1, true)],
        DomainGang.Of(Of([2, 2], [4, 4], [9]), Pods(2, 2), [Pod(1)]).Where(gang => gang.IsPromised));

    [Fact]
    public void Around_its_cells_it_is_where_most_of_them_stand() => Assert.Equal(
        [new(Level.Site, 3, 3, false), new(Level.Hall, 3, 3, false), new(Level.Pod, 2, 2, false), new(Level.Rack, 1, 1, false), new(Level.Node, 1, 1, true)],
        DomainGang.Of(Of([1, 1], [1, 1]), CellShape.OneNode, [Node(0), Node(2), Node(3)]));

    [Fact]
    public void Without_a_plan_only_what_is_promised_is_known() => Assert.Equal(
        [new(Level.Rack, 2, 2, true), new(Level.Node, 1, 1, true)], DomainGang.Of(Of([3]), Racks(2), []));
}
