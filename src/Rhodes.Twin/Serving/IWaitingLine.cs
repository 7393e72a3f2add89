namespace Rhodes.Twin.Serving;

/// <summary>Requests that wait for a replica, and which of them is next.</summary>
internal interface IWaitingLine
{
    bool IsEmpty { get; }

    /// <summary>The one that is next; there is one.</summary>
    int First { get; }

    void Add(int request);

    /// <summary>The first is let in.</summary>
    void TakeFirst();

    /// <summary>One that was let in must be done again, before all others of its client.</summary>
    void PutBack(int request);

    /// <summary>One begins to make tokens, or ceases to.</summary>
    void Decodes(int request, bool begins);

    /// <summary>A request was read, which makes a token.</summary>
    void Read(int request);

    /// <summary>All that make tokens made so many each.</summary>
    void Made(long steps);
}
