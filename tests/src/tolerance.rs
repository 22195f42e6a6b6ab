//! Every tolerance of the tests, with its reason. Claims decided exactly or by enclosures need none.
