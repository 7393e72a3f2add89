using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;

namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>What is offered in the place of a no, against brute force.</summary>
public sealed class OfferTests
{
    private const long Stride = 1_201;

    public static TheoryData<string> Fabrics => ["even", "unequal"];

    [Theory, MemberData(nameof(Fabrics))]
    public void Every_offer_can_be_confirmed_as_it_is(string fabric)
    {
        var offers = 0;
        foreach (var (book, lease) in Refused(fabric))
        {
            foreach (var offer in book.OffersFor(lease))
            {
                offers++;
                var answer = book.Ask(lease.Tenant, offer.Lease);
                Assert.True(answer.IsYes, $"{offer.Kind} in the place of {lease} beside {Told(book)}: {answer.Why}");
                Assert.Equal(CellDemand.ClassOf(offer.Lease) with { Shape = default }, CellDemand.ClassOf(lease.Spec(book.Fabric, "x")) with { Shape = default });
            }
        }

        Assert.True(offers > 500, $"{offers} offers were tried");
    }

    [Theory, MemberData(nameof(Fabrics))]
    public void The_offer_of_fewer_cells_is_the_most_that_is_possible(string fabric)
    {
        foreach (var (book, lease) in Refused(fabric))
        {
            var offered = OfferOf(book, lease, "fewer") is { } offer ? offer.Steps[0].Cells : 0;
            Assert.True(offered < lease.Cells);
            Assert.Equal(MostCells(book, lease, lease.Cells - 1), offered);
        }
    }

    [Theory, MemberData(nameof(Fabrics))]
    public void The_offer_of_a_later_start_is_the_first_end_of_another_lease_from_which_it_is_possible(string fabric)
    {
        foreach (var (book, lease) in Refused(fabric))
        {
            var starts = Enumerable.Range(lease.From + 1, TinyLease.Hours).Where(hour => book.Plan.All.Any(tenure => tenure.Until == TinyLease.At(hour)));
            var expected = starts.Where(start => CanKeepFrom(book, lease, start)).Select(start => TinyLease.At(start)).FirstOrDefault();
            Assert.Equal(expected, OfferOf(book, lease, "later")?.Steps[0].From ?? default);
        }
    }

    [Theory, MemberData(nameof(Fabrics))]
    public void Two_windows_leave_out_only_a_middle_that_is_not_possible(string fabric)
    {
        var seen = 0;
        foreach (var (book, lease) in Refused(fabric))
        {
            if (OfferOf(book, lease, "two-windows") is not { } two) continue;
            seen++;
            Assert.Equal([(TinyLease.At(lease.From), lease.Cells), (TinyLease.At(lease.Until), lease.Cells)],
                [(two.Steps[0].From, two.Steps[0].Cells), (two.Steps[1].Until, two.Steps[1].Cells)]);
            Assert.True(two.Steps[0].Until < two.Steps[1].From, $"{lease} beside {Told(book)}");
            Assert.False(CanKeep(book, [lease with { Until = TinyLease.HourOf(two.Steps[0].Until) + 1 }, lease with { From = TinyLease.HourOf(two.Steps[1].From) }]), Told(book));
        }

        Assert.True(seen > 10, $"{seen} offers of two windows were tried");
    }

    [Theory, MemberData(nameof(Fabrics))]
    public void The_most_cells_that_can_still_be_promised_are_the_most_that_are_possible(string fabric)
    {
        var rows = 0;
        List<string> wrong = [];
        foreach (var (book, lease) in Rows(fabric))
        {
            rows++;
            var (said, possible) = (book.MostCells(lease), MostCells(book, lease, book.Fabric.Kinds[lease.Kind].Places.Length));
            if (said != possible) wrong.Add($"{said} said, {possible} possible: {lease} beside {Told(book)}");
        }

        Assert.True(wrong.Count == 0, $"{rows} rows\n{string.Join('\n', wrong)}");
    }

    /// <summary>Books of one or two leases, each with a third that is asked for.</summary>
    private static IEnumerable<(TinyBook Book, TinyLease Asked)> Rows(string fabric)
    {
        foreach (var row in TinyLease.Rows(3, Stride))
        {
            TinyBook book = new(fabric == "even" ? TinyFabric.Even : TinyFabric.Unequal);
            foreach (var lease in row[..2])
                if (book.Ask(lease).Change is { } change) book.Confirm(lease, change);
            yield return (book, row[2]);
        }
    }

    private static IEnumerable<(TinyBook Book, TinyLease Asked)> Refused(string fabric) =>
        Rows(fabric).Select(row => (row.Book, row.Asked with { Cells = row.Asked.Cells + 1 })).Where(row => !row.Book.Ask(row.Item2).IsYes);

    private static LeaseSpec? OfferOf(TinyBook book, TinyLease lease, string kind) =>
        book.OffersFor(lease).SingleOrDefault(offer => offer.Kind == kind)?.Lease;

    private static int MostCells(TinyBook book, TinyLease lease, int most) =>
        Enumerable.Range(1, most).Reverse().FirstOrDefault(cells => CanKeep(book, [lease with { Cells = cells }]));

    /// <summary>Hours after the day are as the last one was left: nothing is leased there, so a lease is tried on a day of its own.</summary>
    private static bool CanKeepFrom(TinyBook book, TinyLease lease, int start)
    {
        var until = Math.Min(TinyLease.Hours, lease.Until + start - lease.From);
        return start < TinyLease.Hours
            ? CanKeep(book, [lease with { From = start, Until = until }])
            : BruteForce.CanKeep(book.Fabric, [lease with { From = 0, Until = 1 }], -1, []);
    }

    private static bool CanKeep(TinyBook book, IEnumerable<TinyLease> more) => BruteForce.CanKeep(book.Fabric, [.. book.Confirmed, .. more], -1, []);

    private static string Told(TinyBook book) => string.Join("; ", book.Confirmed);
}
