using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;

namespace Rhodes.Core.Tests.LeaseBook.Slow;

/// <summary>The fast lease book beside the slow one, under random seeds: every answer is the same, word for word and cell for cell.</summary>
public sealed class SameAnswersTests
{
    private const int Seeds = 150, QuestionsEach = 6;

    [Fact]
    public void Answers_are_those_of_the_slow_book()
    {
        Dictionary<string, int> seen = [];
        foreach (var (seed, book, lease) in Questions())
        {
            var answer = SlowBook.Ask(book.ViewFor(lease), lease);
            Assert.Equal(Told(seed, answer), Told(seed, Book.Ask(book.ViewFor(lease), lease)));
            Assert.Equal(Told(seed, answer), Told(seed, new BookInquiry(book.ViewFor(lease), lease).Answer()));
            var kind = answer.IsYes ? "yes" : $"{answer.Certainty}";
            seen[kind] = seen.GetValueOrDefault(kind) + 1;
        }

        Assert.True(seen.Count == 3 && seen.Values.All(count => count > 10), string.Join(", ", seen));
    }

    [Fact]
    public void Offers_and_what_is_left_are_those_of_the_slow_book()
    {
        HashSet<string> kinds = [];
        foreach (var (seed, book, lease) in Questions())
        {
            BookInquiry inquiry = new(book.ViewFor(lease), lease);
            Assert.Equal((seed, SlowBook.MostCells(book.ViewFor(lease), lease)), (seed, inquiry.MostCells()));
            if (inquiry.Answer().IsYes) continue;
            var offers = SlowBook.OffersFor(book.ViewFor(lease), lease);
            Assert.Equal(offers.Select(offer => Told(seed, offer)), inquiry.Offers().Select(offer => Told(seed, offer)));
            kinds.UnionWith(offers.Select(offer => offer.Kind));
        }

        Assert.Equal(4, kinds.Count);
    }

    /// <summary>Far more windows than a word has bits, and questions that take up what is planned in them.</summary>
    [Fact]
    public void Answers_in_a_long_book_are_those_of_the_slow_book()
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            RandomBook book = new(seed, hours: 400);
            book.Grow(100);
            for (var i = 0; i < 20; i++)
            {
                var lease = book.NextForLonger();
                Assert.Equal(Told(seed, SlowBook.Ask(book.ViewFor(lease), lease)), Told(seed, Book.Ask(book.ViewFor(lease), lease)));
            }
        }
    }

    /// <summary>What they have is taken up for it, often while others' cells begin in the same instant, and all that has not started is put down anew.</summary>
    [Fact]
    public void Answers_to_those_who_want_theirs_for_longer_are_those_of_the_slow_book()
    {
        for (var seed = 1_001; seed <= 1_150; seed++)
        {
            RandomBook book = new(seed, hours: 16);
            for (var i = 0; i < 6; i++)
            {
                book.Grow(4);
                var lease = book.NextForLonger();
                Assert.Equal(Told(seed, SlowBook.Ask(book.ViewFor(lease), lease)), Told(seed, Book.Ask(book.ViewFor(lease), lease)));
            }
        }
    }

    private static IEnumerable<(int Seed, RandomBook Book, LeaseSpec Asked)> Questions()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            RandomBook book = new(seed);
            for (var i = 0; i < QuestionsEach; i++)
            {
                book.Grow(4);
                yield return (seed, book, book.Next());
            }
        }
    }

    private static string Told(int seed, Answer answer) => answer.Change is { } change
        ? $"{seed}: {string.Join(' ', change.Set.OrderBy(tenure => tenure.Id))} without {string.Join(' ', change.Removed)}"
        : $"{seed}: {answer.Certainty}, {answer.Why}";

    private static string Told(int seed, Offer offer) => $"{seed}: {offer.Kind}: {offer.Lease.Shape} {string.Join(' ', offer.Lease.Steps)}";
}
