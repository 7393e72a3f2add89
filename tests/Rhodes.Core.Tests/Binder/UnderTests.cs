using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.Binder;

/// <summary>A claim that changes in place: the cell comes under the work.</summary>
public sealed class UnderTests
{
    [Fact]
    public void The_wanted_nodes_come_under_the_work_and_nothing_is_recalled()
    {
        Floor floor = new([3, 3]);
        var cell = floor.Cell(Racks(3), Rack(0));
        floor.Loan(5, 1, 2);
        var standing = floor.Binder.Under(cell.Wanting(0, 2), [1, 2])!;
        Assert.Equal((Rack(0), (Int128)0, 0), (standing.Domain, standing.Cost, standing.Missing));
        Assert.Equal([1, 0, 2], standing.Hosts);
    }

    [Fact]
    public void An_idle_cell_goes_to_the_domain_of_the_work()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(5, 3);
        var standing = floor.Binder.Under(cell.Wanting(0), [3])!;
        Assert.Equal((Rack(1), false), (standing.Domain, standing.BySwap));
        Assert.Equal([3, 2], standing.Hosts);
    }

    [Fact]
    public void An_idle_cell_goes_there_by_swap_where_it_is_planned()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Cell(Racks(2), Rack(1), tenant: 1);
        floor.Loan(5, 2);
        var standing = floor.Binder.Under(cell.Wanting(1), [2])!;
        Assert.Equal((Rack(1), true), (standing.Domain, standing.BySwap));
        Assert.Equal([3, 2], standing.Hosts);
    }

    [Fact]
    public void A_cell_in_use_does_not_leave_its_domain_for_it()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(5, 3).Busy(0);
        Assert.Null(floor.Binder.Under(cell.Wanting(1), [3]));
    }

    [Fact]
    public void A_node_in_use_stays_where_it_is()
    {
        Floor floor = new([[4]]);
        var cell = floor.Cell(Racks(3), Rack(0));
        floor.Loan(5, 1, 3).Busy(0);
        Assert.Equal([0, 1, 3], floor.Binder.Under(cell.Wanting(1, 2), [1, 3])!.Hosts);
        Assert.Null(floor.Binder.Under(cell.Wanting(0, 1), [1, 3]));
    }

    [Fact]
    public void Nodes_in_several_domains_are_refused()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(5, 1, 2);
        Assert.Null(floor.Binder.Under(cell.Wanting(0, 1), [1, 2]));
    }

    [Fact]
    public void A_broken_node_is_refused()
    {
        Floor floor = new([[2]]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(5, 1).Broken(1);
        Assert.Null(floor.Binder.Under(cell.Wanting(0), [1]));
    }

    [Fact]
    public void A_closed_domain_is_refused()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(5, 2).Closed(Rack(1), tenant: 1);
        Assert.Null(floor.Binder.Under(cell.Wanting(0), [2]));
    }

    [Fact]
    public void A_structured_cell_pairs_racks_by_how_many_of_their_nodes_run()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Pods(2, 2), Pod(0));
        floor.Loan(5, 1, 2, 3);
        var standing = floor.Binder.Under(cell.Wanting(0, 1, 2), [1, 2, 3])!;
        Assert.Equal([2, 3, 1, 0], standing.Hosts);
    }

    [Fact]
    public void A_structured_cell_refuses_work_that_is_spread_otherwise()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Pods(2, 2), Pod(0));
        floor.Loan(5, 0, 2);
        Assert.Null(floor.Binder.Under(cell.Wanting(0, 1), [0, 2]));
    }

    [Fact]
    public void Two_virtual_racks_do_not_come_to_one_physical_rack()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Pods(2, 1), Pod(0), [0, 2]);
        floor.Busy(0).Loan(5, 1);
        Assert.Null(floor.Binder.Under(cell.Wanting(1), [1]));
    }

    [Fact]
    public void A_virtual_rack_in_use_takes_more_work_only_in_its_own_rack()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Pods(2, 2), Pod(0));
        floor.Busy(0).Loan(5, 1).Loan(5, 4);
        Assert.Equal([0, 1, 2, 3], floor.Binder.Under(cell.Wanting(1), [1])!.Hosts);
        Assert.Null(floor.Binder.Under(cell.Wanting(1), [4]));
        Assert.Equal([0, 1, 4, 5], floor.Binder.Under(cell.Wanting(2), [4])!.Hosts);
    }

    [Fact]
    public void A_cell_does_not_come_under_work_where_it_would_lose_a_node()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(5, 2).Broken(3);
        Assert.Null(floor.Binder.Under(cell.Wanting(0), [2]));
    }

    [Fact]
    public void A_fault_under_another_cell_of_the_tenant_is_of_no_matter()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Cell(Racks(2), Rack(1));
        floor.Loan(5, 4).Broken(2);
        Assert.Equal([4, 5], floor.Binder.Under(cell.Wanting(0), [4])!.Hosts);
    }

    /// <summary>There it would have lost as many, but not by a fault that the tenant was told of.</summary>
    [Fact]
    public void A_cell_that_has_lost_a_node_stays_in_its_domain()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(5, 2).Broken(0, 3);
        Assert.Null(floor.Binder.Under(cell.Wanting(1), [2]));
    }

    [Fact]
    public void A_structured_cell_refuses_work_that_has_more_nodes_in_a_rack_than_it_wants_in_one()
    {
        Floor floor = new([3, 3]);
        var cell = floor.Cell(Pods(2, 2), Pod(0), [0, 1, 3, 4]);
        floor.Loan(5, 0, 1, 2, 3);
        Assert.Null(floor.Binder.Under(cell.Wanting(0, 1, 2, 3), [0, 1, 2, 3]));
    }

    [Fact]
    public void A_structured_cell_refuses_work_in_a_rack_that_is_too_small_for_it()
    {
        Floor floor = new([2, 1, 2]);
        var cell = floor.Cell(Pods(2, 2), Pod(0), [0, 1, 3, 4]);
        floor.Loan(5, 2);
        Assert.Null(floor.Binder.Under(cell.Wanting(0), [2]));
    }
}
