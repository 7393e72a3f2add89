using Rhodes.Core.Model;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.LeaseBook;

/// <summary>What is offered in the place of a no: the kinds of offers, one by one. Time goes from hour 1 on.</summary>
public sealed class OfferKindTests
{
    [Fact]
    public void As_many_nodes_in_single_nodes_where_no_rack_is_large_enough() =>
        Assert.Equal(["smaller-cells: 2 in [1, 5) of node"], new SmallBook(Of([1, 1])).OffersFor(Racks(2), 1, 1, 5));

    [Fact]
    public void As_many_nodes_in_racks_where_no_pod_is_large_enough() =>
        Assert.Equal(["smaller-cells: 2 in [1, 5) of rack of 2 nodes"], new SmallBook(Of([2], [2])).OffersFor(Pods(2, 2), 1, 1, 5));

    [Fact]
    public void A_single_cell_has_no_offer_of_fewer()
    {
        var book = new SmallBook(Of([1])).With(CellShape.OneNode, 1, 1, 3);
        Assert.Equal(["later: 1 in [3, 5) of node"], book.OffersFor(CellShape.OneNode, 1, 1, 3));
    }

    [Fact]
    public void Two_windows_around_a_middle_that_is_taken()
    {
        var book = new SmallBook(Of([1])).With(CellShape.OneNode, 1, 3, 4);
        Assert.Equal(["later: 1 in [4, 8) of node", "two-windows: 1 in [1, 3), 1 in [4, 5) of node"], book.OffersFor(CellShape.OneNode, 1, 1, 5));
    }

    [Fact]
    public void No_window_is_empty()
    {
        var book = new SmallBook(Of([1])).With(CellShape.OneNode, 1, 1, 3);
        Assert.Equal(["later: 1 in [3, 7) of node"], book.OffersFor(CellShape.OneNode, 1, 1, 5));
        book = new SmallBook(Of([1])).With(CellShape.OneNode, 1, 3, 5);
        Assert.Equal(["later: 1 in [5, 9) of node"], book.OffersFor(CellShape.OneNode, 1, 1, 5));
    }

    [Fact]
    public void The_most_cells_that_are_left_are_offered_where_more_were_asked_for()
    {
        var book = new SmallBook(Of([10])).With(CellShape.OneNode, 3, 1, 5);
        Assert.Equal("fewer: 7 in [1, 5) of node", book.OffersFor(CellShape.OneNode, 9, 1, 5).First());
        Assert.Equal("fewer: 7 in [1, 5) of node", book.OffersFor(CellShape.OneNode, 8, 1, 5).First());
    }

    [Fact]
    public void The_most_cells_that_can_be_promised_may_be_some_all_or_none()
    {
        var book = new SmallBook(Of([10])).With(CellShape.OneNode, 3, 1, 5);
        Assert.Equal((7, 10), (book.MostCells(CellShape.OneNode, 1, 9), book.MostCells(CellShape.OneNode, 5, 9)));
        Assert.Equal(0, book.With(CellShape.OneNode, 7, 4, 5).MostCells(CellShape.OneNode, 1, 9));
    }

    [Fact]
    public void A_later_lease_is_never_an_earlier_one()
    {
        var book = new SmallBook(Of([1])).With(CellShape.OneNode, 1, 1, 2).With(CellShape.OneNode, 1, 3, 4);
        Assert.Equal(["later: 1 in [4, 5) of node"], book.OffersFor(CellShape.OneNode, 1, 3, 4));
    }
}
