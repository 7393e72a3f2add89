using Rhodes.Core.Model;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.LeaseBook;

/// <summary>How soon a lease could start, and when more is to be had. Now is hour 0.</summary>
public sealed class StartTests
{
    [Fact]
    public void An_idle_site_can_start_now() => Assert.Equal("2 in [0, 4)", new SmallBook(Of([2])).Soonest(CellShape.OneNode, 2, 5, 9));

    [Fact]
    public void Before_what_was_asked_for_where_another_lease_ends()
    {
        var book = new SmallBook(Of([2])).With(CellShape.OneNode, 1, 0, 3);
        Assert.Equal("2 in [3, 7)", book.Soonest(CellShape.OneNode, 2, 5, 9));
        Assert.Equal("1 in [0, 4)", book.Soonest(CellShape.OneNode, 1, 5, 9));
    }

    [Fact]
    public void Before_what_was_asked_for_also_where_it_fits_later() =>
        Assert.Equal("1 in [0, 4)", new SmallBook(Of([2])).With(CellShape.OneNode, 1, 0, 8).Soonest(CellShape.OneNode, 1, 5, 9));

    [Fact]
    public void Just_as_it_was_asked_for_where_nothing_sooner_fits()
    {
        var book = new SmallBook(Of([1])).With(CellShape.OneNode, 1, 0, 1).With(CellShape.OneNode, 1, 3, 5);
        Assert.Equal("1 in [5, 9)", book.Soonest(CellShape.OneNode, 1, 5, 9));
    }

    [Fact]
    public void Later_where_it_does_not_fit_then()
    {
        var book = new SmallBook(Of([2])).With(CellShape.OneNode, 1, 0, 6);
        Assert.Equal("2 in [6, 8)", book.Soonest(CellShape.OneNode, 2, 5, 7));
        Assert.Null(book.Soonest(CellShape.OneNode, 3, 5, 7));
    }

    [Fact]
    public void More_comes_free_where_another_lease_ends()
    {
        var book = new SmallBook(Of([4])).With(CellShape.OneNode, 2, 0, 6).With(CellShape.OneNode, 1, 0, 8);
        Assert.Equal("3 in [6, 8)", book.MoreThan(CellShape.OneNode, 1, 5, 7));
        Assert.Equal("4 in [8, 10)", book.MoreThan(CellShape.OneNode, 3, 5, 7));
        Assert.Null(book.MoreThan(CellShape.OneNode, 4, 5, 7));
    }

    /// <summary>Every hour of a week something else is let: far more windows than a word has bits.</summary>
    [Fact]
    public void A_book_of_many_windows_knows_what_is_left_in_each()
    {
        const int Hours = 7 * 24;
        int[] let = [.. Enumerable.Range(0, Hours).Select(hour => (hour * hour / 3) % 4)];
        SmallBook book = new(Of([3]));
        for (var hour = 0; hour < Hours; hour++)
            if (let[hour] > 0) book.With(CellShape.OneNode, let[hour], hour, hour + 1);
        foreach (var length in (int[])[1, 3])
            for (var hour = 0; hour + length <= Hours; hour++)
                Assert.Equal((hour, 3 - let[hour..(hour + length)].Max()), (hour, book.MostCells(CellShape.OneNode, hour, hour + length)));
    }
}
