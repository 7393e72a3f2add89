namespace Rhodes.Twin.Serving;

/// <summary>
/// Pieces of prompts whose keys and values are in memory, for prompts that begin alike. Those that no sequence uses stay as long as their blocks are not needed, the last used the longest.
/// </summary>
/// <param name="blocksOfPiece">0: none is kept.</param>
internal sealed class Beginnings(int blocksOfPiece)
{
    private readonly Dictionary<int, Piece> _pieces = [];
    private readonly LinkedList<int> _idle = new();   // the first to go first

    public int BlocksOfPiece => blocksOfPiece;

    /// <summary>How many of the first of these pieces are there.</summary>
    public int Known(ReadOnlySpan<int> pieces)
    {
        var known = 0;
        while (known < pieces.Length && _pieces.ContainsKey(pieces[known])) known++;
        return known;
    }

    /// <summary>A sequence uses pieces that are there.</summary>
    /// <returns>Blocks that were free until then.</returns>
    public int Use(ReadOnlySpan<int> pieces)
    {
        var taken = 0;
        foreach (var number in pieces)
        {
            var piece = _pieces[number];
            if (piece.Users++ > 0) continue;
            _idle.Remove(piece.Idle);
            taken += blocksOfPiece;
        }

        return taken;
    }

    /// <summary>A sequence has read pieces, into blocks of its own.</summary>
    /// <returns>Blocks that are free now, because others had read the same.</returns>
    public int Add(ReadOnlySpan<int> pieces)
    {
        var freed = 0;
        foreach (var number in pieces)
        {
            if (!_pieces.TryGetValue(number, out var piece))
            {
                _pieces.Add(number, new(number) { Users = 1 });
                continue;
            }

            if (piece.Users++ > 0) freed += blocksOfPiece;
            else _idle.Remove(piece.Idle);   // its blocks counted as free
        }

        return freed;
    }

    /// <summary>A sequence uses pieces no longer. A later piece is of use only behind the earlier ones, and goes before them.</summary>
    /// <returns>Blocks that are free from then on.</returns>
    public int Leave(ReadOnlySpan<int> pieces)
    {
        var freed = 0;
        for (var i = pieces.Length - 1; i >= 0; i--)
        {
            var piece = _pieces[pieces[i]];
            if (--piece.Users > 0) continue;
            _idle.AddLast(piece.Idle);
            freed += blocksOfPiece;
        }

        return freed;
    }

    /// <summary>Lets pieces go that nobody uses, until the rest needs no more than the blocks that are free.</summary>
    public void KeepWithin(int free)
    {
        while ((long)_idle.Count * blocksOfPiece > free)
        {
            _pieces.Remove(_idle.First!.Value);
            _idle.RemoveFirst();
        }
    }

    private sealed class Piece(int number)
    {
        public LinkedListNode<int> Idle { get; } = new(number);

        /// <summary>Sequences that use it.</summary>
        public int Users { get; set; }
    }
}
