using Rhodes.Core.LeaseBook;

namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>How the book's answers compare with what is possible.</summary>
public sealed class Tally
{
    private readonly List<string> _examples = [];

    public int Rows { get; set; }

    public int Yes { get; set; }

    public int Proved { get; private set; }

    /// <summary>A proved no that another cut of the demand into stretches could keep.</summary>
    public int ProvedYetPossibleInAnyPartition { get; private set; }

    public int NotFound { get; private set; }

    public int NotFoundYetPossible { get; private set; }

    public int NotFoundYetPossibleInAnyPartition { get; private set; }

    public int No => Proved + NotFound;

    /// <summary>Noes that only the nesting of slots is to blame for.</summary>
    public int PossibleInAnyPartition => ProvedYetPossibleInAnyPartition + NotFoundYetPossibleInAnyPartition - NotFoundYetPossible;

    public void Add(Certainty certainty, bool possible, bool inAnyPartition, string story)
    {
        if (certainty == Certainty.Proved)
        {
            Proved++;
            ProvedYetPossibleInAnyPartition += inAnyPartition ? 1 : 0;
            return;
        }

        NotFound++;
        NotFoundYetPossible += possible ? 1 : 0;
        NotFoundYetPossibleInAnyPartition += inAnyPartition ? 1 : 0;
        if (possible && _examples.Count < 3) _examples.Add(story);
    }

    public override string ToString() =>
        $"{Rows} rows: {Yes} yes, {Proved} proved ({ProvedYetPossibleInAnyPartition} possible in any partition), {NotFound} not found "
        + $"({NotFoundYetPossible} possible, {NotFoundYetPossibleInAnyPartition} in any partition){string.Concat(_examples.Select(example => $"\n  {example}"))}";
}
